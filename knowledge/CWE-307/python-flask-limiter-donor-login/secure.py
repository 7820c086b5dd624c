import logging

from flask import Blueprint, current_app, jsonify, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from sqlalchemy import func, select
from werkzeug.security import check_password_hash, generate_password_hash

from donate.extensions import db
from donate.models import Donor

log = logging.getLogger(__name__)
limiter = Limiter(key_func=get_remote_address, storage_uri="redis://localhost:6379/3")
bp = Blueprint("donor", __name__, url_prefix="/donor")
FILLER = generate_password_hash("no such donor")


def posted_email() -> str:
    return request.form.get("email", "").strip().lower()


@bp.get("/receipts/preview")
@limiter.limit("30/minute")
def preview_receipt():
    return jsonify(text=current_app.config["RECEIPT_TEXT"])


@bp.post("/login")
@limiter.limit("20/minute;100/hour")
@limiter.limit("8/15minutes", key_func=lambda: f"donor-login:{posted_email()}",
               deduct_when=lambda response: response.status_code == 401)
def login():
    email = posted_email()
    donor = db.session.scalar(select(Donor).where(func.lower(Donor.email) == email))
    stored = donor.password_hash if donor else FILLER
    if not check_password_hash(stored, request.form.get("password", "")) or donor is None:
        log.warning("donor login failed for %s from %s", email, request.remote_addr)
        return jsonify(error="e-mail or password is wrong"), 401
    session.clear()
    session["donor_id"] = donor.id
    return jsonify(name=donor.name)
