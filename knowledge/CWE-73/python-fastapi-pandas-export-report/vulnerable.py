import logging
from pathlib import Path

import pandas as pd
from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel

from .db import get_engine

router = APIRouter()
log = logging.getLogger("reports.export")
EXPORT_DIR = Path("/srv/reports/exports")


class ExportRequest(BaseModel):
    year: int
    quarter: int
    output: str = "turnover.csv"


@router.post("/reports/turnover/export")
def export_turnover(job: ExportRequest, engine=Depends(get_engine)):
    """Write the turnover of a quarter as CSV and tell where it lies."""
    if job.quarter not in (1, 2, 3, 4):
        raise HTTPException(422, "quarter must be 1 to 4")

    frame = pd.read_sql(
        "SELECT branch, product, net FROM turnover WHERE year = %(y)s AND quarter = %(q)s",
        engine,
        params={"y": job.year, "q": job.quarter},
    )
    summary = frame.groupby(["branch", "product"], as_index=False)["net"].sum()

    target = EXPORT_DIR / job.output
    summary.to_csv(target, index=False)
    log.info("turnover %d/Q%d: %d rows to %s", job.year, job.quarter, len(summary), target)
    return {"file": str(target), "rows": len(summary)}
