import hashlib
import hmac
import logging

from flask import Blueprint, abort, current_app, request

from .models import Order, db

payments = Blueprint("payments", __name__)
log = logging.getLogger("shop.payments")


@payments.post("/callbacks/payment")
def payment_callback():
    signature = request.headers.get("X-Payment-Signature", "")
    if not signature.startswith("sha256=") or not current_app.config["PAYMENT_SECRET"]:
        abort(400)
    secret = current_app.config["PAYMENT_SECRET"].encode()
    expected = hmac.new(secret, request.get_data(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected.encode(), signature.removeprefix("sha256=").encode()):
        log.warning("payment callback with wrong signature from %s", request.remote_addr)
        abort(403)

    event = request.get_json(force=True)
    if event.get("type") != "payment.captured":
        return "", 204

    order = Order.query.filter_by(number=event["order"]).with_for_update().one_or_none()
    if order is None or order.total_cents != event["amount_cents"]:
        log.warning("payment event %s does not fit an order", event.get("id"))
        abort(422)
    if order.state == "open":
        order.state = "paid"
        order.payment_ref = event["id"]
        db.session.commit()
        log.info("order %s is paid", order.number)
    return "", 204
