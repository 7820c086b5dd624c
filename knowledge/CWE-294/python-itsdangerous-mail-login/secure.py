import os
import secrets

import redis
from flask import Blueprint, current_app, redirect, request, url_for
from flask_login import login_user
from itsdangerous import BadSignature, URLSafeTimedSerializer

from library.mail import send_mail
from library.models import Reader

mail_login = Blueprint("mail_login", __name__)
store = redis.Redis.from_url(os.environ["REDIS_URL"])
MINUTES = 20


def serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="mail-login")


@mail_login.post("/login/mail")
def send_link():
    address = request.form["address"].strip().lower()
    reader = Reader.query.filter_by(address=address).first()
    if reader is not None and store.incr(f"mails:{reader.id}") <= 5:
        store.expire(f"mails:{reader.id}", 3600)
        token = serializer().dumps({"reader": reader.id, "id": secrets.token_urlsafe(12)})
        link = url_for("mail_login.follow_link", token=token, _external=True)
        send_mail(address, "Log in to the library", f"This link works for {MINUTES} minutes:\n{link}")
    return redirect(url_for("pages.check_mailbox"))


@mail_login.post("/login/mail/<token>")
def follow_link(token: str):
    loader = serializer()
    try:
        data = loader.loads(token, max_age=MINUTES * 60)
    except BadSignature:
        return redirect(url_for("pages.link_expired"))
    reader = Reader.query.get(data["reader"])
    if reader is None or not store.set(f"link:{data['id']}", 1, nx=True, ex=MINUTES * 60 + 60):
        return redirect(url_for("pages.link_expired"))
    login_user(reader, remember=False)
    return redirect(url_for("pages.shelf"))
