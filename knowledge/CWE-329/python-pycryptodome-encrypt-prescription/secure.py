import hashlib
import hmac
import json
import logging

from Crypto.Cipher import AES
from Crypto.Random import get_random_bytes
from Crypto.Util.Padding import pad

log = logging.getLogger("pharmacy.queue")


class PrescriptionSealer:
    def __init__(self, enc_key: bytes, mac_key: bytes):
        if len(enc_key) != 32 or len(mac_key) != 32:
            raise ValueError("both keys must have 32 bytes")
        self._enc_key = enc_key
        self._mac_key = mac_key

    def seal(self, medicine: str, dose: str, patient_no: str) -> bytes:
        message = json.dumps(
            {"medicine": medicine, "dose": dose, "patient": patient_no}, ensure_ascii=False
        ).encode("utf-8")
        iv = get_random_bytes(AES.block_size)
        cipher = AES.new(self._enc_key, AES.MODE_CBC, iv)
        body = iv + cipher.encrypt(pad(message, AES.block_size))
        tag = hmac.new(self._mac_key, body, hashlib.sha256).digest()
        log.info("sealed a prescription of %d bytes", len(message))
        return body + tag
