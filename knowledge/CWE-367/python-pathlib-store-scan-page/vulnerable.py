import json
import logging
from datetime import datetime, timezone
from pathlib import Path

log = logging.getLogger("scan.store")
ARCHIVE = Path("/srv/archive/batches")
MAX_PAGES = 9999


def store_page(batch: str, image: bytes, station: str) -> Path:
    """Store a scanned page under the next free number of its batch."""
    if not batch.isalnum():
        raise ValueError("batch numbers are alphanumeric")
    folder = ARCHIVE / batch
    folder.mkdir(parents=True, exist_ok=True)

    for number in range(1, MAX_PAGES + 1):
        page = folder / f"{number:04d}.tif"
        if page.exists():
            continue
        with open(page, "wb") as out:
            out.write(image)
        break
    else:
        raise RuntimeError(f"batch {batch} is full")

    page.with_suffix(".json").write_text(
        json.dumps(
            {
                "station": station,
                "bytes": len(image),
                "scanned": datetime.now(timezone.utc).isoformat(),
            }
        )
    )
    log.info("%s: page %s of batch %s", station, page.stem, batch)
    return page
