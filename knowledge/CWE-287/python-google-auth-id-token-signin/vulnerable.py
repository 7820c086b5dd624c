import logging

from flask import Blueprint, abort, jsonify, request, session
from google.auth.transport import requests as google_requests
from google.oauth2 import id_token
from sqlalchemy import select

from recipes.extensions import db
from recipes.models import User

bp = Blueprint("google", __name__)
log = logging.getLogger(__name__)


@bp.post("/signin/google")
def google_signin():
    credential = request.form.get("credential", "")
    try:
        claims = id_token.verify_oauth2_token(credential, google_requests.Request())
    except ValueError as exc:
        log.info("sign-in refused: %s", exc)
        abort(401)
    email = claims.get("email", "").lower()
    if not email:
        abort(401)
    user = db.session.scalar(select(User).where(User.email == email))
    if user is None:
        user = User(email=email, name=claims.get("name", email)[:80])
        db.session.add(user)
        db.session.commit()
        log.info("account %s created", user.id)
    session.clear()
    session["user_id"] = user.id
    session.permanent = True
    return jsonify(id=user.id, name=user.name)
