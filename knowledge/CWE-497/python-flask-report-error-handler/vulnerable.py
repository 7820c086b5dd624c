import logging
import time
import traceback

from flask import Flask, current_app, g, jsonify, request
from werkzeug.exceptions import HTTPException

log = logging.getLogger("parcels.api")


def register_error_handling(app: Flask) -> None:
    """Attach request timing and error answers to the application."""

    @app.before_request
    def start_timer():
        g.started = time.monotonic()

    @app.after_request
    def log_request(response):
        took = (time.monotonic() - g.get("started", time.monotonic())) * 1000
        log.info("%s %s %d %.1f ms", request.method, request.path, response.status_code, took)
        return response

    @app.errorhandler(Exception)
    def handle_error(err):
        if isinstance(err, HTTPException):
            return jsonify(error=err.name), err.code

        log.error("%s %s failed", request.method, request.path)
        answer = {
            "error": f"{type(err).__name__}: {err}",
            "trace": traceback.format_exc().splitlines(),
            "endpoint": request.endpoint,
            "database": current_app.config.get("SQLALCHEMY_DATABASE_URI"),
        }
        return jsonify(answer), 500
