import base64
import json
import logging
from datetime import date

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

log = logging.getLogger("logistics.notes")

NOTE_HASH = hashes.SHA1()


def note_bytes(note: dict) -> bytes:
    return json.dumps(note, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


def sign_note(private_key: rsa.RSAPrivateKey, number: str, items: list[dict], remark: str) -> dict:
    note = {
        "number": number,
        "date": date.today().isoformat(),
        "items": [{"sku": item["sku"], "quantity": int(item["quantity"])} for item in items],
        "remark": remark[:2000],
    }
    signature = private_key.sign(note_bytes(note), padding.PKCS1v15(), NOTE_HASH)
    log.info("delivery note %s signed, %d items", number, len(items))
    return {"note": note, "signature": base64.b64encode(signature).decode("ascii")}


def note_is_genuine(public_key: rsa.RSAPublicKey, document: dict) -> bool:
    try:
        public_key.verify(
            base64.b64decode(document["signature"]),
            note_bytes(document["note"]),
            padding.PKCS1v15(),
            NOTE_HASH,
        )
    except (InvalidSignature, KeyError, ValueError):
        log.warning("a delivery note with a wrong signature was presented")
        return False
    return True
