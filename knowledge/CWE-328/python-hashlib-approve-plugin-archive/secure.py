import hashlib
import json
import logging
from datetime import datetime, timezone
from pathlib import Path

log = logging.getLogger("cms.plugins")

CHUNK = 1 << 20


class NotApproved(Exception):
    pass


def archive_digest(archive: Path) -> str:
    digest = hashlib.sha256()
    with archive.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def approve_plugin(registry: Path, archive: Path, reviewer: str) -> None:
    entries = json.loads(registry.read_text()) if registry.exists() else {}
    entries[archive_digest(archive)] = {
        "file": archive.name,
        "reviewer": reviewer,
        "at": datetime.now(timezone.utc).isoformat(timespec="seconds"),
    }
    registry.write_text(json.dumps(entries, indent=2, sort_keys=True))
    log.info("%s approved by %s", archive.name, reviewer)


def require_approved(registry: Path, archive: Path) -> dict:
    entries = json.loads(registry.read_text())
    entry = entries.get(archive_digest(archive))
    if entry is None:
        log.warning("%s is not among %d approved archives", archive.name, len(entries))
        raise NotApproved(archive.name)
    return entry
