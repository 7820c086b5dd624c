import logging
import os
import platform
import sys
import time

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from redis.asyncio import Redis
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

router = APIRouter()
log = logging.getLogger("docs.health")
STARTED = time.time()


@router.get("/health")
async def health(request: Request) -> JSONResponse:
    """Tell the load balancer whether this instance can work."""
    engine: AsyncEngine = request.app.state.engine
    redis: Redis = request.app.state.redis
    checks = {}

    try:
        async with engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
        checks["database"] = "up"
    except Exception as err:
        checks["database"] = f"down: {err} ({engine.url.render_as_string(hide_password=False)})"
    try:
        await redis.ping()
        checks["cache"] = "up"
    except Exception as err:
        checks["cache"] = f"down: {err}"

    healthy = all(state == "up" for state in checks.values())
    body = {
        "healthy": healthy,
        "checks": checks,
        "uptime": int(time.time() - STARTED),
        "system": platform.uname()._asdict(),
        "python": sys.version,
        "environment": dict(os.environ),
    }
    log.debug("health: %s", checks)
    return JSONResponse(body, status_code=200 if healthy else 503)
