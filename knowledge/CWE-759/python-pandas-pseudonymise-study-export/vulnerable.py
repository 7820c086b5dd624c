import hashlib
import logging
from pathlib import Path

import pandas as pd

log = logging.getLogger("study.export")

ID_COLUMNS = ["insurance_no", "phone"]
KEEP = ["visit", "age_group", "diagnosis", "lab_value"]


def pseudonym(value: str) -> str:
    normalized = "".join(value.split()).upper()
    return hashlib.sha256(normalized.encode()).hexdigest()[:24]


def export_study(source: Path, target: Path, site: str) -> int:
    """Write the visits of a study site without direct identifiers."""
    frame = pd.read_csv(source, dtype=str).dropna(subset=ID_COLUMNS)
    frame = frame[frame["site"] == site]
    if frame.empty:
        log.warning("no visits for site %s in %s", site, source.name)
        return 0

    result = frame[KEEP].copy()
    for column in ID_COLUMNS:
        result[f"{column}_id"] = frame[column].map(pseudonym)
    result = result.sort_values(["insurance_no_id", "visit"])
    result.to_csv(target, index=False)
    log.info("exported %d visits of site %s", len(result), site)
    return len(result)
