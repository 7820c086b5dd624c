import logging
import os
import shutil
from pathlib import Path

from fastapi import APIRouter, HTTPException
from redis.asyncio import Redis

log = logging.getLogger(__name__)
redis = Redis.from_url(os.environ["REDIS_URL"])
THUMBNAILS = Path(os.environ["THUMBNAIL_DIR"])

router = APIRouter(prefix="/maintenance", tags=["maintenance"], include_in_schema=False)


@router.post("/thumbnails/purge")
async def purge_thumbnails(gallery: str):
    if not gallery.isalnum():
        raise HTTPException(400, "bad gallery name")
    folder = THUMBNAILS / gallery
    if folder.is_dir():
        shutil.rmtree(folder)
    removed = await redis.delete(f"thumbs:{gallery}")
    log.warning("thumbnails of %s purged (%d cache keys)", gallery, removed)
    return {"gallery": gallery, "cacheKeys": removed}


@router.post("/sessions/flush")
async def flush_sessions():
    count = 0
    async for key in redis.scan_iter("session:*", count=500):
        count += await redis.delete(key)
    log.warning("%d sessions flushed", count)
    return {"flushed": count}
