import os
from datetime import timedelta

from flask import Flask, session

from .bookings import bookings
from .courts import load_courts


def create_app() -> Flask:
    """Build the application of the tennis club's court bookings."""
    app = Flask(__name__)
    app.config["COURTS_FILE"] = os.environ.get("COURTS_FILE", "courts.toml")
    app.config["SECRET_KEY"] = os.environ["BOOKINGS_SECRET_KEY"]
    app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(days=14)
    app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
    app.config["SESSION_COOKIE_SECURE"] = True
    app.register_blueprint(bookings)

    @app.before_request
    def keep_session() -> None:
        session.permanent = True

    @app.context_processor
    def courts() -> dict:
        return {"courts": load_courts(app.config["COURTS_FILE"]), "member": session.get("member_id")}

    return app
