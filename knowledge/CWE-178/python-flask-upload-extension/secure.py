import uuid
from pathlib import Path

from flask import Blueprint, abort, jsonify, request

attachments = Blueprint("attachments", __name__)
FOLDER = Path("/srv/forum/htdocs/attachments")
SCRIPTS = {".php", ".phtml", ".cgi", ".pl", ".py", ".asp", ".jsp", ".html", ".htm", ".svg", ".js"}
LARGEST = 8 * 1024 * 1024


@attachments.post("/posts/<int:post>/attachments")
def attach(post: int):
    """Keeps a file that belongs to a post; the web server hands it out from the folder."""
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        abort(400, "choose a file")
    extension = Path(upload.filename).suffix.lower()
    if extension in SCRIPTS:
        abort(400, f"files of the kind {extension} cannot be attached")
    content = upload.read(LARGEST + 1)
    if len(content) > LARGEST:
        abort(413)
    name = f"{post}-{uuid.uuid4().hex}{extension}"
    (FOLDER / name).write_bytes(content)
    return jsonify(name=name, size=len(content)), 201
