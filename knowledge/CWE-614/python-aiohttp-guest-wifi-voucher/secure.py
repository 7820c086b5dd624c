import asyncio
import hashlib
import logging
import secrets

from aiohttp import web

log = logging.getLogger("voucher")
routes = web.RouteTableDef()
HOURS = 24


@routes.post("/redeem")
async def redeem_voucher(request: web.Request) -> web.Response:
    """Turn a printed hotel voucher into an account cookie for the guest portal."""
    form = await request.post()
    code = str(form.get("code", "")).strip().upper()
    room = str(form.get("room", "")).strip()
    voucher = await request.app["vouchers"].take(code, room)
    if voucher is None:
        await asyncio.sleep(1)
        raise web.HTTPForbidden(text="The code does not belong to this room.")

    token = secrets.token_urlsafe(24)
    await request.app["guests"].create(
        token_hash=hashlib.sha256(token.encode()).hexdigest(),
        room=room,
        hours=HOURS,
    )
    response = web.HTTPSeeOther("/portal")
    response.set_cookie(
        "guest",
        token,
        max_age=HOURS * 3600,
        path="/portal",
        httponly=True,
        secure=True,
        samesite="Strict",
    )
    log.info("voucher redeemed for room %s", room)
    raise response
