import logging

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from flask import Blueprint, redirect, render_template, request, session, url_for
from sqlalchemy import select

from desk.extensions import db
from desk.models import Clerk

bp = Blueprint("login", __name__)
log = logging.getLogger(__name__)
hasher = PasswordHasher()


@bp.route("/login", methods=["GET", "POST"])
def login():
    if request.method == "GET":
        session.setdefault("locale", request.accept_languages.best_match(["en", "de", "fr"]))
        return render_template("login.html")
    clerk = db.session.scalar(
        select(Clerk).where(Clerk.badge == request.form.get("badge", ""), Clerk.active)
    )
    try:
        if clerk is None:
            raise VerificationError("no such clerk")
        hasher.verify(clerk.password_hash, request.form.get("password", ""))
    except VerificationError:
        log.warning("login refused for badge %r from %s", request.form.get("badge"), request.remote_addr)
        return render_template("login.html", failed=True), 401

    session["clerk_id"] = clerk.id
    session["station"] = request.form.get("station", "front")[:20]
    log.info("clerk %s logged in at %s", clerk.id, session["station"])
    return redirect(url_for("calendar.today"))
