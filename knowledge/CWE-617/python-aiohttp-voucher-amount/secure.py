import logging
from decimal import Decimal, InvalidOperation

from aiohttp import web

log = logging.getLogger("vouchers")
routes = web.RouteTableDef()
HIGHEST = Decimal("500.00")


@routes.post("/vouchers/{code}/redeem")
async def redeem(request: web.Request) -> web.Response:
    """Takes an amount from a voucher and tells what is left on it."""
    body = await request.json()
    try:
        amount = Decimal(str(body["amount"]))
    except (KeyError, InvalidOperation):
        raise web.HTTPBadRequest(text="amount is missing or no number")
    voucher = await request.app["vouchers"].find(request.match_info["code"])
    if voucher is None:
        raise web.HTTPNotFound(text="no such voucher")
    if not 0 < amount <= HIGHEST:
        raise web.HTTPBadRequest(text=f"amount must be above 0 and at most {HIGHEST}")
    if amount > voucher.balance:
        raise web.HTTPConflict(text="not enough left")

    voucher.balance -= amount
    await request.app["vouchers"].save(voucher)
    log.info("%s redeemed, %s left", amount, voucher.balance)
    return web.json_response({"left": str(voucher.balance)})
