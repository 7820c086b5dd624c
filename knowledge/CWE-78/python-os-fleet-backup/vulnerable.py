import logging
import os
from datetime import datetime, timezone

log = logging.getLogger("fleet.backup")

BACKUP_ROOT = "/srv/backups"


def backup_database(database: str, host: str, label: str = "manual") -> str:
    stamp = datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%S")
    path = f"{BACKUP_ROOT}/{database}-{label}-{stamp}.sql.gz"
    log.info("starting backup of %s on %s", database, host)

    status = os.system(f"pg_dump -h {host} -U backup {database} | gzip -9 > {path}")
    if status != 0:
        raise RuntimeError(f"backup of {database} ended with status {status}")

    size = os.path.getsize(path)
    if size < 100:
        os.remove(path)
        raise RuntimeError(f"backup of {database} is empty")
    log.info("backup %s written, %d bytes", path, size)
    return path
