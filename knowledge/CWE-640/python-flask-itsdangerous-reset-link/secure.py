import logging

from flask import Blueprint, current_app, jsonify, render_template, request, url_for
from flask_mail import Mail, Message
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import func, select

from choir.extensions import db
from choir.models import Singer

bp = Blueprint("recovery", __name__, url_prefix="/recovery")
log = logging.getLogger(__name__)
mail = Mail()


def serializer_for(singer: Singer) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        current_app.config["SECRET_KEY"], salt=f"recovery-{singer.id}-{singer.password_hash}"
    )


@bp.post("/request")
def request_reset():
    email = request.form.get("email", "").strip().lower()
    singer = db.session.scalar(select(Singer).where(func.lower(Singer.email) == email))
    if singer is not None and singer.active:
        token = serializer_for(singer).dumps({"singer": singer.id})
        path = url_for("recovery.confirm", singer_id=singer.id, token=token)
        link = current_app.config["PUBLIC_BASE_URL"].rstrip("/") + path
        message = Message("Set a new password", recipients=[singer.email])
        message.body = render_template("mail/reset.txt", name=singer.name, link=link)
        mail.send(message)
        log.info("reset link sent to singer %s", singer.id)
    return jsonify(message="If the address is known, a mail is on its way.")


@bp.post("/confirm/<int:singer_id>/<token>")
def confirm(singer_id, token):
    singer = db.get_or_404(Singer, singer_id)
    try:
        serializer_for(singer).loads(token, max_age=1800)
    except BadSignature:
        return jsonify(error="The link is not valid any more."), 400
    singer.set_password(request.form["password"])
    db.session.commit()
    return jsonify(message="The password was changed.")
