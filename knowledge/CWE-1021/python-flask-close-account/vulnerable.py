from datetime import datetime, timedelta, timezone

from flask import Blueprint, current_app, flash, make_response, redirect, render_template, url_for
from flask_login import current_user, login_required, logout_user
from flask_wtf import FlaskForm
from wtforms import SubmitField, TextAreaField
from wtforms.validators import Length, Optional

from .extensions import db

bp = Blueprint("account", __name__, url_prefix="/account")

GRACE_PERIOD = timedelta(days=14)


class CloseAccountForm(FlaskForm):
    reason = TextAreaField("Why are you leaving?", validators=[Optional(), Length(max=500)])
    submit = SubmitField("Close my account")


@bp.route("/close", methods=["GET", "POST"])
@login_required
def close_account():
    form = CloseAccountForm()
    if form.validate_on_submit():
        current_user.closing_reason = form.reason.data or None
        current_user.closes_at = datetime.now(timezone.utc) + GRACE_PERIOD
        db.session.commit()
        current_app.logger.info("account %s closes on %s", current_user.id, current_user.closes_at)
        logout_user()
        flash("Your account will be closed in 14 days.")
        return redirect(url_for("public.home"))

    open_orders = [o for o in current_user.orders if not o.shipped_at]
    page = render_template("account/close.html", form=form, open_orders=open_orders)
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
