import ftplib
import logging
from pathlib import Path

log = logging.getLogger("claims.delivery")


class DeliveryError(Exception):
    pass


def deliver_claims(host: str, user: str, password: str, file: Path, quarter: str) -> str:
    """Upload a claims file and return the name that the clearing house confirmed."""
    if file.suffix != ".con" or file.stat().st_size == 0:
        raise DeliveryError(f"{file.name} is not a claims file")

    remote_name = f"{quarter}_{file.stem}.con"
    try:
        with ftplib.FTP(host, timeout=30) as ftp:
            ftp.login(user, password)
            ftp.cwd("/in")
            with file.open("rb") as source:
                ftp.storbinary(f"STOR {remote_name}.part", source)
            size = ftp.size(f"{remote_name}.part")
            if size != file.stat().st_size:
                raise DeliveryError(f"only {size} bytes of {file.name} arrived")
            ftp.rename(f"{remote_name}.part", remote_name)
    except ftplib.all_errors as exc:
        log.error("delivery of %s to %s failed: %s", file.name, host, exc)
        raise DeliveryError("delivery failed") from exc

    log.info("delivered %s as %s", file.name, remote_name)
    return remote_name
