import logging
import os
from pathlib import Path

import paramiko

log = logging.getLogger("payroll.export")

SFTP_HOST = "sftp.payroll.example.com"
HOST_KEY_FILE = Path("/etc/payroll/known_hosts")


def upload_payroll(csv_path: Path, period: str, user: str | None = None, password: str | None = None) -> str:
    user = user or os.environ["PAYROLL_SFTP_USER"]
    if password is None:
        secret_file = Path(os.environ["PAYROLL_SFTP_PASSWORD_FILE"])
        password = secret_file.read_text(encoding="utf-8").strip()
    if not csv_path.is_file() or csv_path.stat().st_size == 0:
        raise FileNotFoundError(csv_path)

    keys = paramiko.HostKeys(str(HOST_KEY_FILE))
    expected = keys.lookup(SFTP_HOST)["ssh-ed25519"]
    remote_name = f"/inbox/{period}-{csv_path.name}"

    transport = paramiko.Transport((SFTP_HOST, 22))
    try:
        transport.connect(hostkey=expected, username=user, password=password)
        sftp = paramiko.SFTPClient.from_transport(transport)
        info = sftp.put(str(csv_path), remote_name, confirm=True)
        log.info("uploaded %s (%d bytes)", remote_name, info.st_size)
    finally:
        transport.close()
    return remote_name
