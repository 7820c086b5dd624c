import hashlib
import secrets
from datetime import datetime, timedelta, timezone

from flask import Blueprint, abort, jsonify, request
from flask_mail import Message
from werkzeug.security import generate_password_hash

from .auth import hr_required
from .extensions import mail
from .models import Employee, PasswordLink, db

staff = Blueprint("staff", __name__)


@staff.post("/staff")
@hr_required
def create_employee():
    data = request.get_json()
    email = str(data.get("email", "")).strip().lower()
    if not email.endswith("@example.org") or not data.get("name"):
        abort(400)
    if Employee.query.filter_by(email=email).first():
        abort(409)

    employee = Employee(
        name=data["name"], email=email, password_hash=generate_password_hash(secrets.token_urlsafe(32))
    )
    token = secrets.token_urlsafe(32)
    employee.password_links.append(
        PasswordLink(
            token_hash=hashlib.sha256(token.encode()).hexdigest(),
            expires_at=datetime.now(timezone.utc) + timedelta(hours=48),
        )
    )
    db.session.add(employee)
    db.session.commit()

    message = Message("Your account", recipients=[email])
    message.body = (
        f"Hello {employee.name},\n\nchoose a password for {email} within two days:\n"
        f"https://intranet.example.org/password/{token}\n"
    )
    mail.send(message)
    return jsonify(id=employee.id, email=email), 201
