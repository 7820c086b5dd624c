import os
from datetime import timedelta

from flask import Flask, abort, jsonify, request, session
from werkzeug.security import check_password_hash

from .models import Member, db

DEFAULTS = {
    "SQLALCHEMY_DATABASE_URI": "sqlite:///club.db",
    "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
    "SESSION_COOKIE_NAME": "club_session",
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SECURE": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
}


def create_app(overrides: dict | None = None) -> Flask:
    app = Flask(__name__)
    app.config.update(DEFAULTS, SECRET_KEY=os.environ["CLUB_SECRET_KEY"])
    app.config.update(overrides or {})
    db.init_app(app)

    @app.post("/login")
    def login():
        member = Member.query.filter_by(email=request.form.get("email", "").lower()).first()
        if member is None or not check_password_hash(member.password_hash, request.form.get("password", "")):
            abort(401)
        session.clear()
        session["member_id"] = member.id
        session.permanent = True
        app.logger.info("member %s logged in", member.id)
        return jsonify(name=member.name, role=member.role)

    @app.post("/logout")
    def logout():
        session.clear()
        return "", 204

    return app
