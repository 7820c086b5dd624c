import gzip
import logging
import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

log = logging.getLogger("backup.database")


def rotate_dumps(database: str, folder: Path, keep: int = 7) -> Path:
    """Write today's dump of a database and delete the oldest ones."""
    folder.mkdir(parents=True, exist_ok=True)
    plain = folder / f"{database}-{date.today():%Y%m%d}.sql"
    packed = plain.with_suffix(".sql.gz")

    with open(plain, "wb") as out:
        subprocess.run(
            ["pg_dump", "--no-owner", "--format=plain", database],
            stdout=out,
            stderr=subprocess.DEVNULL,
            timeout=3600,
        )

    with open(plain, "rb") as source, gzip.open(packed, "wb") as target:
        shutil.copyfileobj(source, target)
    plain.unlink()
    os.chmod(packed, 0o600)

    dumps = sorted(folder.glob(f"{database}-*.sql.gz"))
    for old in dumps[:-keep]:
        old.unlink()
        log.info("deleted %s", old.name)
    log.info("%s: %d bytes", packed.name, packed.stat().st_size)
    return packed
