import hashlib
import hmac
import json
import logging
import os
import time

from fastapi import APIRouter, Header, HTTPException, Request

from orders.mail import send_tracking_mail
from orders.repository import orders

router = APIRouter(prefix="/hooks")
log = logging.getLogger(__name__)
STATES = {"picked_up", "in_transit", "delivered", "returned"}
SECRET = os.environ["CARRIER_WEBHOOK_SECRET"].encode()


def signature_matches(raw: bytes, timestamp: str, signature: str) -> bool:
    if not timestamp.isdecimal() or abs(time.time() - int(timestamp)) > 300:
        return False
    expected = hmac.new(SECRET, timestamp.encode() + b"." + raw, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), signature.encode())


@router.post("/carrier", status_code=204)
async def carrier_status(
    request: Request,
    x_carrier_timestamp: str = Header(),
    x_carrier_signature: str = Header(),
):
    """Status changes pushed by the parcel service."""
    raw = await request.body()
    if not signature_matches(raw, x_carrier_timestamp, x_carrier_signature):
        log.warning("carrier message with wrong signature from %s", request.client.host)
        raise HTTPException(401, "wrong signature")
    try:
        event = json.loads(raw)
        number, state = str(event["parcel"]), event["state"]
    except (ValueError, KeyError, TypeError) as exc:
        raise HTTPException(400, "unexpected message") from exc
    if state not in STATES:
        raise HTTPException(422, "unknown state")
    order = await orders.by_parcel(number)
    if order is None:
        log.info("status for unknown parcel %s at %s", number, x_carrier_timestamp)
        return
    await orders.set_delivery_state(order.id, state)
    if state == "returned":
        await orders.refund(order.id, reason="returned to sender")
    await send_tracking_mail(order, state)
