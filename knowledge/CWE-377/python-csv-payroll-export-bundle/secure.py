import csv
import logging
import os
import tempfile
import zipfile
from collections import defaultdict
from pathlib import Path

log = logging.getLogger("payroll.export")


def build_payroll_bundle(rows: list[dict], month: str, destination: Path) -> Path:
    """Write one CSV per cost centre and pack them into a ZIP file."""
    by_centre = defaultdict(list)
    for row in rows:
        by_centre[row["cost_centre"]].append(row)

    archive = destination / f"payroll-{month}.zip"
    descriptor = os.open(archive, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with tempfile.TemporaryDirectory(prefix="payroll-") as name:
        staging = Path(name)
        with open(descriptor, "w+b") as target, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bundle:
            for number, (centre, members) in enumerate(sorted(by_centre.items())):
                part = staging / f"{number:03d}.csv"
                with open(part, "w", newline="", encoding="utf-8") as out:
                    writer = csv.DictWriter(out, fieldnames=["employee", "cost_centre", "gross", "net"])
                    writer.writeheader()
                    writer.writerows(members)
                bundle.write(part, arcname=f"{centre}.csv")

    log.info("payroll bundle %s: %d cost centres", archive.name, len(by_centre))
    return archive
