import hashlib
import hmac
import json
import os
import time

import redis
from fastapi import APIRouter, HTTPException, Request

router = APIRouter()
store = redis.Redis.from_url(os.environ["REDIS_URL"])
SECRET = os.environ["PAYMENT_WEBHOOK_SECRET"].encode()


@router.post("/webhooks/payment")
async def payment_received(request: Request) -> dict:
    """Adds credit to a member's account when the payment provider reports a top-up."""
    body = await request.body()
    signature = request.headers.get("X-Signature", "")
    expected = hmac.new(SECRET, body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, signature):
        raise HTTPException(status_code=401, detail="wrong signature")

    event = json.loads(body)
    if event["type"] != "topup.succeeded":
        return {"status": "ignored"}
    if abs(time.time() - event["created"]) > 300:
        raise HTTPException(status_code=400, detail="too old")
    if not store.set(f"event:{event['id']}", 1, nx=True, ex=86400):
        return {"status": "already booked", "event": event["id"]}
    credit = int(event["amount_cents"])
    store.hincrby(f"member:{event['member_id']}", "credit", credit)
    return {"status": "booked", "event": event["id"]}
