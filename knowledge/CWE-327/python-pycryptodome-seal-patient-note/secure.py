import base64
import logging

from Crypto.Cipher import AES
from Crypto.Random import get_random_bytes

log = logging.getLogger("clinic.notes")

MAX_NOTE_CHARS = 20_000


def seal_note(note: str, record_key: bytes, patient_id: int) -> str:
    """Encrypt a consultation note for the notes table."""
    text = note.strip()
    if not text:
        raise ValueError("note is empty")
    if len(text) > MAX_NOTE_CHARS:
        raise ValueError("note is too long")
    if len(record_key) != 32:
        raise ValueError("record key must have 32 bytes")

    nonce = get_random_bytes(12)
    cipher = AES.new(record_key, AES.MODE_GCM, nonce=nonce)
    cipher.update(b"note:%d" % patient_id)
    body, tag = cipher.encrypt_and_digest(text.encode("utf-8"))
    sealed = nonce + tag + body

    log.info("sealed note of %d characters for patient %d", len(text), patient_id)
    return base64.b64encode(sealed).decode("ascii")
