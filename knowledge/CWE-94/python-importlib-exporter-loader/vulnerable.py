import importlib
import io
import logging

from fastapi import APIRouter, HTTPException
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

log = logging.getLogger(__name__)
router = APIRouter(prefix="/exports")


class ExportRequest(BaseModel):
    module: str
    exporter: str
    title: str
    rows: list[dict]


@router.post("/")
def export_rows(body: ExportRequest):
    try:
        module = importlib.import_module(body.module)
        exporter_class = getattr(module, body.exporter)
    except (ImportError, AttributeError):
        raise HTTPException(status_code=404, detail="unknown export format")

    exporter = exporter_class(body.title)
    buffer = io.BytesIO()
    for row in body.rows:
        exporter.add(row)
    exporter.write(buffer)
    buffer.seek(0)
    log.info("exported %d rows with %s", len(body.rows), body.exporter)
    return StreamingResponse(buffer, media_type=exporter.media_type)
