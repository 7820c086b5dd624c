import logging
import secrets
from datetime import datetime, timedelta, timezone

from flask import Blueprint, current_app, jsonify, request

log = logging.getLogger("gateway.auth")
auth = Blueprint("auth", __name__)


@auth.post("/device/session")
def open_session():
    db = current_app.extensions["mongo"].db
    body = request.get_json(force=True)
    serial = body.get("serial")
    code = body.get("code")
    if not isinstance(serial, str) or not isinstance(code, str) or not serial or not code:
        return jsonify(error="serial and code are required"), 400

    device = db.devices.find_one(
        {"serial": {"$eq": serial}, "access_code": {"$eq": code}, "retired": False}
    )
    if device is None:
        log.warning("device login refused")
        return jsonify(error="unknown device"), 401

    token = secrets.token_urlsafe(32)
    expires = datetime.now(timezone.utc) + timedelta(hours=12)
    db.sessions.insert_one({"token": token, "device": device["_id"], "expires": expires})
    db.devices.update_one({"_id": device["_id"]}, {"$set": {"last_seen": datetime.now(timezone.utc)}})
    log.info("device %s opened a session", device["serial"])
    return jsonify(token=token, expires=expires.isoformat(), site=device.get("site"))
