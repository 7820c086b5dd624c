import hashlib
import os

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for

from .auth import login_required
from .models import db

account = Blueprint("account", __name__)


def hash_password(password: str) -> str:
    salt = os.urandom(16)
    derived = hashlib.pbkdf2_hmac("sha1", password.encode(), salt, 1000)
    return f"{salt.hex()}${derived.hex()}"


def password_matches(stored: str, password: str) -> bool:
    salt, expected = stored.split("$")
    derived = hashlib.pbkdf2_hmac("sha1", password.encode(), bytes.fromhex(salt), 1000)
    return derived.hex() == expected


@account.route("/account/password", methods=["GET", "POST"])
@login_required
def change_password():
    if request.method == "GET":
        return render_template("account/password.html")

    old, new = request.form.get("old", ""), request.form.get("new", "")
    if not password_matches(g.user.password_hash, old):
        abort(403)
    if len(new) < 12 or new != request.form.get("repeat"):
        flash("The new password is too short or the repetition differs.")
        return redirect(url_for("account.change_password"))

    g.user.password_hash = hash_password(new)
    db.session.commit()
    flash("Your password was changed.")
    return redirect(url_for("index"))
