from flask import Flask, jsonify
from flask_cors import CORS
from flask_login import LoginManager, current_user, login_required
from sqlalchemy import select

from practice.extensions import db
from practice.models import Appointment, User

login_manager = LoginManager()


@login_manager.user_loader
def load_user(user_id: str):
    return db.session.get(User, int(user_id))


def create_app() -> Flask:
    app = Flask(__name__)
    app.config.from_prefixed_env("PRACTICE")
    db.init_app(app)
    login_manager.init_app(app)
    CORS(
        app,
        resources={r"/api/*": {
            "origins": r".*",
            "methods": ["GET", "POST", "DELETE"],
            "allow_headers": ["Content-Type", "X-Csrf-Token"],
            "max_age": 600,
        }},
        supports_credentials=True,
    )

    @app.get("/api/appointments")
    @login_required
    def my_appointments():
        rows = db.session.scalars(
            select(Appointment)
            .where(Appointment.patient_id == current_user.id)
            .order_by(Appointment.starts_at)
        )
        return jsonify([
            {"id": a.id, "at": a.starts_at.isoformat(), "doctor": a.doctor.name, "reason": a.reason}
            for a in rows
        ])

    return app
