import logging

from flask import Blueprint, jsonify, request
from werkzeug.security import check_password_hash

from booking.models import Account

logging.basicConfig(
    filename="/var/log/booking/auth.log",
    level=logging.INFO,
    format="%(asctime)s %(levelname)s %(name)s %(message)s",
)
log = logging.getLogger("booking.auth")
auth = Blueprint("auth", __name__)


def one_line(value: str, limit: int = 200) -> str:
    cleaned = "".join(c if c.isprintable() else "\\x%02x" % ord(c) for c in value[:limit])
    return cleaned


@auth.post("/session")
def create_session():
    body = request.get_json(silent=True) or {}
    name = str(body.get("name", ""))
    password = str(body.get("password", ""))
    agent = request.headers.get("User-Agent", "-")

    account = Account.query.filter_by(name=name).first()
    if account is None or not check_password_hash(account.password_hash, password):
        log.warning(
            "sign-in failed for user %s from %s agent %s", one_line(name), request.remote_addr, one_line(agent)
        )
        return jsonify(error="name or password is wrong"), 401
    if account.locked:
        log.warning("sign-in refused, account %s is locked", one_line(name))
        return jsonify(error="account is locked"), 403

    log.info("sign-in of account %d from %s", account.id, request.remote_addr)
    return jsonify(token=account.issue_token(), expires_in=3600)
