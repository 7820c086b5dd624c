import csv
import io
import logging

from fastapi import APIRouter, HTTPException, UploadFile

router = APIRouter()
log = logging.getLogger("catalogue.import")

MAX_UPLOAD_BYTES = 8 * 1024 * 1024
MAX_ROWS = 50_000
CHUNK = 64 * 1024


@router.post("/suppliers/{supplier_id}/catalogue")
async def import_catalogue(supplier_id: int, file: UploadFile):
    """Read a supplier's article list and return the accepted rows."""
    content = bytearray()
    while chunk := await file.read(CHUNK):
        content += chunk
        if len(content) > MAX_UPLOAD_BYTES:
            raise HTTPException(413, "the file is too large")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise HTTPException(400, "the file is not UTF-8")

    accepted, rejected = [], 0
    for row in csv.DictReader(io.StringIO(text), delimiter=";"):
        if len(accepted) + rejected >= MAX_ROWS:
            raise HTTPException(413, "too many rows")
        try:
            accepted.append({"sku": row["sku"].strip(), "price": round(float(row["price"]), 2)})
        except (KeyError, ValueError, AttributeError):
            rejected += 1

    log.info("supplier %d: %d rows accepted, %d rejected", supplier_id, len(accepted), rejected)
    return {"accepted": accepted, "rejected": rejected}
