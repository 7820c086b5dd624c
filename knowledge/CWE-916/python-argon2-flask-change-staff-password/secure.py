from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for

from .auth import login_required
from .models import db

account = Blueprint("account", __name__)
hasher = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=2)


def hash_password(password: str) -> str:
    return hasher.hash(password)


def password_matches(stored: str, password: str) -> bool:
    try:
        return hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


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
