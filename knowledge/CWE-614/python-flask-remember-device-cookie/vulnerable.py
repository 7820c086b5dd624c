import logging
import secrets
from datetime import timedelta

from flask import Flask, jsonify, request, session
from werkzeug.security import check_password_hash

from tickets.models import Device, Organizer, db

log = logging.getLogger(__name__)
REMEMBER = timedelta(days=30)


def create_app() -> Flask:
    app = Flask(__name__)
    app.config.from_prefixed_env("TICKETS")
    app.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
    )
    db.init_app(app)

    @app.post("/login")
    def login():
        organizer = Organizer.query.filter_by(email=request.form["email"].lower()).first()
        if not organizer or not check_password_hash(organizer.password, request.form["password"]):
            return jsonify(error="e-mail or password is wrong"), 401
        session.clear()
        session["organizer"] = organizer.id
        response = jsonify(id=organizer.id)
        if request.form.get("remember") == "1":
            token = secrets.token_urlsafe(32)
            Device.remember(organizer, token, REMEMBER)
            response.set_cookie(
                "device", token, max_age=REMEMBER, httponly=True, samesite="Lax",
            )
        log.info("organizer %s logged in", organizer.id)
        return response

    return app
