import base64
import logging

from Crypto.Cipher import DES
from Crypto.Random import get_random_bytes
from Crypto.Util.Padding import pad

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

    iv = get_random_bytes(8)
    cipher = DES.new(record_key[:8], DES.MODE_CBC, iv)
    body = cipher.encrypt(pad(text.encode("utf-8"), DES.block_size))
    sealed = iv + body

    log.info("sealed note of %d characters for patient %d", len(text), patient_id)
    return base64.b64encode(sealed).decode("ascii")
