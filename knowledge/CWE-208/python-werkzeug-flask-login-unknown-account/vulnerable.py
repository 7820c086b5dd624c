import logging

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.security import check_password_hash

from .models import Member
from .throttle import too_many_attempts

login_pages = Blueprint("login", __name__)
log = logging.getLogger("alumni.login")


@login_pages.route("/login", methods=["GET", "POST"])
def login():
    if request.method == "GET":
        return render_template("login.html", error=None)

    email = request.form.get("email", "").strip().lower()
    password = request.form.get("password", "")
    if too_many_attempts(request.remote_addr):
        return render_template("login.html", error="Please try again later."), 429

    member = Member.query.filter_by(email=email, active=True).first()
    if member is None or not check_password_hash(member.password_hash, password):
        log.info("login refused")
        return render_template("login.html", error="Address or password is wrong."), 401

    session.clear()
    session["member_id"] = member.id
    session.permanent = request.form.get("remember") == "on"
    log.info("member %d logged in", member.id)
    return redirect(url_for("home.index"))
