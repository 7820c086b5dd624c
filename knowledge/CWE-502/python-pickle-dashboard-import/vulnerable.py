import base64
import logging
import pickle
from datetime import datetime, timezone

from fastapi import APIRouter, Depends, HTTPException, UploadFile
from pydantic import BaseModel, Field, ValidationError

from app.auth import current_account
from app.storage import dashboards

log = logging.getLogger(__name__)
router = APIRouter(prefix="/dashboards")
MAX_IMPORT_BYTES = 256 * 1024


class DashboardLayout(BaseModel):
    title: str = Field(max_length=120)
    columns: int = Field(ge=1, le=12)
    widgets: list[dict[str, str | int | float | bool]]


@router.post("/import")
async def import_dashboard(file: UploadFile, account=Depends(current_account)):
    encoded = await file.read(MAX_IMPORT_BYTES + 1)
    if len(encoded) > MAX_IMPORT_BYTES:
        raise HTTPException(413, "dashboard file too large")
    try:
        layout = pickle.loads(base64.b64decode(encoded))
        layout = DashboardLayout(**layout)
    except (ValueError, TypeError, ValidationError) as exc:
        log.warning("import rejected for account %s: %s", account.id, exc)
        raise HTTPException(422, "not a dashboard file") from exc
    record = await dashboards.insert(
        account_id=account.id,
        title=layout.title,
        body=layout.model_dump(),
        imported_at=datetime.now(timezone.utc),
    )
    return {"id": record.id, "widgets": len(layout.widgets)}
