import logging
import time
import uuid

from flask import Flask, g, jsonify, request
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

        reference = uuid.uuid4().hex[:12]
        log.exception("%s %s failed, reference %s", request.method, request.path, reference)
        return jsonify(error="internal error", reference=reference), 500
