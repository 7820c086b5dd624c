import base64
import hashlib
import hmac

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

ENCRYPTED_FIELDS = {"salary", "absence_reason", "review_notes"}


def encrypt_field(keys: tuple[bytes, bytes], employee_no: str, field: str, value: str) -> str:
    """Encrypt one column of a personnel record for the database."""
    if field not in ENCRYPTED_FIELDS:
        raise KeyError(field)
    enc_key, mac_key = keys
    context = f"{employee_no}/{field}".encode()

    iv = hashlib.sha256(context).digest()[:16]
    padder = padding.PKCS7(algorithms.AES.block_size).padder()
    padded = padder.update(value.encode("utf-8")) + padder.finalize()
    encryptor = Cipher(algorithms.AES(enc_key), modes.CBC(iv)).encryptor()
    body = iv + encryptor.update(padded) + encryptor.finalize()

    tag = hmac.new(mac_key, context + body, hashlib.sha256).digest()
    return base64.b64encode(body + tag).decode("ascii")


def encrypt_record(keys: tuple[bytes, bytes], employee_no: str, record: dict[str, str]) -> dict[str, str]:
    return {
        name: encrypt_field(keys, employee_no, name, value) if name in ENCRYPTED_FIELDS else value
        for name, value in record.items()
    }
