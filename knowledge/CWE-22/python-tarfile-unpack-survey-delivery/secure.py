import logging
import shutil
import tarfile
from pathlib import Path

log = logging.getLogger("surveys.deliveries")

INBOX = Path("/srv/surveys/inbox")


def unpack_delivery(archive: Path, surveyor: str, number: int) -> list[Path]:
    """Unpack a surveyor's delivery of point clouds and return the files in it."""
    target = INBOX / f"{surveyor}-{number:05d}"
    if target.exists():
        raise FileExistsError(f"delivery {number} of {surveyor} was unpacked before")
    target.mkdir(parents=True)
    try:
        with tarfile.open(archive, "r:*") as tar:
            tar.extractall(target, filter="data")
    except (tarfile.TarError, OSError):
        log.warning("delivery %s cannot be unpacked", archive.name)
        shutil.rmtree(target)
        raise
    clouds = sorted(path for path in target.rglob("*.las") if path.is_file())
    log.info("delivery %d of %s has %d point clouds", number, surveyor, len(clouds))
    return clouds
