import os
from decimal import Decimal

import redis
from flask import Blueprint, abort, jsonify, request, session

vouchers = Blueprint("vouchers", __name__)
store = redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)


def find_voucher(code: str) -> dict:
    """The voucher with this code; people type codes from paper, so capitals do not matter."""
    return store.hgetall(f"voucher:{code.upper()}")


@vouchers.post("/basket/voucher")
def redeem():
    """Takes the value of a voucher off the basket; each code works one time."""
    code = str(request.get_json().get("code", ""))
    code = code.strip()
    voucher = find_voucher(code)
    if not voucher:
        abort(404, "This code is not known.")
    basket = session.get("basket_id")
    if basket is None:
        abort(409, "The basket is empty.")

    if not store.set(f"redeemed:{code}", basket, nx=True):
        abort(409, "This code was redeemed before.")
    value = Decimal(voucher["value"])
    total = store.hincrbyfloat(f"basket:{basket}", "discount", float(value))
    return jsonify(discount=total)
