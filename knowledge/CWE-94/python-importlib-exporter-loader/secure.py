import io
import logging

from fastapi import APIRouter, HTTPException
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from exporters.csv import CsvExporter
from exporters.ods import OdsExporter
from exporters.pdf import PdfExporter

log = logging.getLogger(__name__)
router = APIRouter(prefix="/exports")
EXPORTERS = {
    ("exporters.csv", "CsvExporter"): CsvExporter,
    ("exporters.ods", "OdsExporter"): OdsExporter,
    ("exporters.pdf", "PdfExporter"): PdfExporter,
}


class ExportRequest(BaseModel):
    module: str
    exporter: str
    title: str
    rows: list[dict]


@router.post("/")
def export_rows(body: ExportRequest):
    exporter_class = EXPORTERS.get((body.module, body.exporter))
    if exporter_class is None:
        raise HTTPException(status_code=404, detail="unknown export format")

    exporter = exporter_class(body.title)
    buffer = io.BytesIO()
    for row in body.rows:
        exporter.add(row)
    exporter.write(buffer)
    buffer.seek(0)
    log.info("exported %d rows with %s", len(body.rows), body.exporter)
    return StreamingResponse(buffer, media_type=exporter.media_type)
