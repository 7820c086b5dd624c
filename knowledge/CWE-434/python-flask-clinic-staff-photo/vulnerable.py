import logging
import os

from flask import Blueprint, abort, current_app, jsonify, request
from flask_login import current_user, login_required
from werkzeug.utils import secure_filename

from clinic.models import db

bp = Blueprint("staff", __name__)
log = logging.getLogger(__name__)
MAX_SIDE = 4000


@bp.post("/staff/me/photo")
@login_required
def update_staff_photo():
    upload = request.files.get("photo")
    if upload is None or not upload.filename:
        abort(400, "photo is missing")
    if not upload.mimetype.startswith("image/"):
        abort(415, "photo must be an image")
    name = f"{current_user.id}-{secure_filename(upload.filename)}"
    folder = os.path.join(current_app.static_folder, "staff")
    os.makedirs(folder, exist_ok=True)
    upload.stream.seek(0)
    upload.save(os.path.join(folder, name))
    previous = current_user.photo
    current_user.photo = name
    db.session.commit()
    if previous:
        try:
            os.remove(os.path.join(folder, previous))
        except FileNotFoundError:
            log.info("old photo %s already gone", previous)
    return jsonify(photo=f"/static/staff/{name}")
