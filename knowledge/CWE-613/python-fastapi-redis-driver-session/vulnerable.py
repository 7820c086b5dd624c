import json
import secrets
import time

from fastapi import APIRouter, Cookie, Form, HTTPException, Response
from redis.asyncio import Redis

from fleet.accounts import verify_driver

router = APIRouter()
redis = Redis(decode_responses=True)
IDLE_SECONDS = 30 * 60
ABSOLUTE_SECONDS = 12 * 3600


@router.post("/session", status_code=201)
async def open_session(response: Response, number: str = Form(), pin: str = Form()):
    driver = await verify_driver(number, pin)
    if driver is None:
        raise HTTPException(401, "number or PIN is wrong")
    sid = secrets.token_urlsafe(32)
    record = {"driver": driver.id, "depot": driver.depot, "since": time.time()}
    await redis.set(f"session:{sid}", json.dumps(record))
    response.set_cookie(
        "sid", sid, max_age=ABSOLUTE_SECONDS, httponly=True, secure=True, samesite="lax"
    )
    return {"driver": driver.id}


async def current_driver(sid: str | None = Cookie(default=None)) -> dict:
    raw = await redis.get(f"session:{sid}") if sid else None
    if raw is None:
        raise HTTPException(401, "no session")
    record = json.loads(raw)
    record["seen"] = time.time()
    await redis.set(f"session:{sid}", json.dumps(record))
    return record
