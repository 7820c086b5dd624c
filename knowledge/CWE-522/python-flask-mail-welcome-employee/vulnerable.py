import secrets

from flask import Blueprint, abort, jsonify, request
from flask_mail import Message
from werkzeug.security import generate_password_hash

from .auth import hr_required
from .extensions import mail
from .models import Employee, db

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

    password = secrets.token_urlsafe(9)
    employee = Employee(name=data["name"], email=email, password_hash=generate_password_hash(password))
    db.session.add(employee)
    db.session.commit()

    message = Message("Your account", recipients=[email])
    message.body = f"Hello {employee.name},\n\nyour login is {email} with the password {password}\n"
    mail.send(message)
    return jsonify(id=employee.id, email=email, password=password), 201
