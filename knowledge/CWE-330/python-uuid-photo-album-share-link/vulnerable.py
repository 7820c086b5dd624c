import logging
import uuid
from datetime import datetime, timedelta, timezone

from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy.orm import Session

from .auth import current_user
from .db import get_db
from .models import Album, ShareLink, User

router = APIRouter(prefix="/albums")
log = logging.getLogger("photos.share")


@router.post("/{album_id}/share", status_code=201)
def share_album(
    album_id: int,
    days: int = 14,
    user: User = Depends(current_user),
    db: Session = Depends(get_db),
) -> dict:
    album = db.get(Album, album_id)
    if album is None or album.owner_id != user.id:
        raise HTTPException(status_code=404, detail="album not found")
    if not 1 <= days <= 90:
        raise HTTPException(status_code=422, detail="days must lie between 1 and 90")

    link = ShareLink(
        album_id=album.id,
        slug=uuid.uuid1().hex,
        created_by=user.id,
        expires_at=datetime.now(timezone.utc) + timedelta(days=days),
    )
    db.add(link)
    db.commit()
    log.info("album %d shared until %s", album.id, link.expires_at.date())
    return {"url": f"https://photos.example.com/s/{link.slug}", "expires_at": link.expires_at}
