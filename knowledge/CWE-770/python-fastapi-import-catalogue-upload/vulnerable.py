import csv
import io
import logging

from fastapi import APIRouter, HTTPException, UploadFile

router = APIRouter()
log = logging.getLogger("catalogue.import")


@router.post("/suppliers/{supplier_id}/catalogue")
async def import_catalogue(supplier_id: int, file: UploadFile):
    """Read a supplier's article list and return the accepted rows."""
    content = await file.read()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise HTTPException(400, "the file is not UTF-8")

    accepted, rejected = [], 0
    for row in csv.DictReader(io.StringIO(text), delimiter=";"):
        try:
            accepted.append({"sku": row["sku"].strip(), "price": round(float(row["price"]), 2)})
        except (KeyError, ValueError, AttributeError):
            rejected += 1

    log.info("supplier %d: %d rows accepted, %d rejected", supplier_id, len(accepted), rejected)
    return {"accepted": accepted, "rejected": rejected}
