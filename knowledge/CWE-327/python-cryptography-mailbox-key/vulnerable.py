import base64
import binascii

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from flask import Blueprint, current_app, jsonify, request

bp = Blueprint("mailboxes", __name__)


def wrap_password(public_pem: bytes, password: str) -> str:
    public_key = serialization.load_pem_public_key(public_pem)
    wrapped = public_key.encrypt(password.encode("utf-8"), padding.PKCS1v15())
    return base64.b64encode(wrapped).decode("ascii")


def key_id(public_pem: bytes) -> str:
    digest = hashes.Hash(hashes.SHA256())
    digest.update(public_pem)
    return digest.finalize().hex()[:16]


@bp.post("/mailboxes/<int:mailbox_id>/password")
def set_password(mailbox_id: int):
    store = current_app.extensions["mailbox_store"]
    private_key = current_app.extensions["mailbox_private_key"]
    try:
        wrapped = base64.b64decode(request.get_json()["password"], validate=True)
        password = private_key.decrypt(wrapped, padding.PKCS1v15()).decode("utf-8")
    except (KeyError, binascii.Error, ValueError):
        return jsonify(error="the password could not be read"), 400
    if len(password) < 12:
        return jsonify(error="the password is too short"), 422
    store.change_password(mailbox_id, password)
    return jsonify(mailbox=mailbox_id, changed=True)
