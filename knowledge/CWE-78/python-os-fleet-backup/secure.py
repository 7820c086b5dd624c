import logging
import os
import re
import subprocess
from datetime import datetime, timezone

log = logging.getLogger("fleet.backup")

BACKUP_ROOT = "/srv/backups"
NAME = re.compile(r"[a-z0-9][a-z0-9_]{0,62}")
HOST = re.compile(r"[a-z0-9][a-z0-9.-]{0,252}")
LABEL = re.compile(r"[A-Za-z0-9_-]{1,40}")


def backup_database(database: str, host: str, label: str = "manual") -> str:
    stamp = datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%S")
    if not NAME.fullmatch(database) or not HOST.fullmatch(host) or not LABEL.fullmatch(label):
        raise ValueError("bad database, host or label")
    path = f"{BACKUP_ROOT}/{database}-{label}-{stamp}.sql.gz"
    log.info("starting backup of %s on %s", database, host)

    status = subprocess.run(
        ["pg_dump", "-h", host, "-U", "backup", "--compress=9", f"--file={path}", database],
        check=False,
    ).returncode
    if status != 0:
        raise RuntimeError(f"backup of {database} ended with status {status}")

    size = os.path.getsize(path)
    if size < 100:
        os.remove(path)
        raise RuntimeError(f"backup of {database} is empty")
    log.info("backup %s written, %d bytes", path, size)
    return path
