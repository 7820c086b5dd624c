import gzip
import json
import logging

from flask import Blueprint, abort, current_app, request

reports = Blueprint("reports", __name__)
log = logging.getLogger("crash.intake")
MAX_BODY = 512 * 1024


@reports.post("/apps/<app_id>/crashes")
def receive_crash(app_id: str):
    """Take a crash report, optionally compressed, and queue it."""
    if request.content_length is None or request.content_length > MAX_BODY:
        abort(413)
    body = request.get_data()

    if request.headers.get("Content-Encoding") == "gzip":
        try:
            body = gzip.decompress(body)
        except (OSError, EOFError):
            abort(400)

    try:
        report = json.loads(body)
        summary = {
            "app": app_id,
            "version": str(report["version"])[:40],
            "signal": str(report.get("signal", "")),
            "frames": report["frames"][:64],
        }
    except (ValueError, KeyError, TypeError):
        abort(400)

    current_app.extensions["crash_queue"].put(summary)
    log.info("app %s: crash of version %s", app_id, summary["version"])
    return {"queued": True}, 202
