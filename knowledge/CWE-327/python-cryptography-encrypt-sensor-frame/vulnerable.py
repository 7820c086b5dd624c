import json
import struct
import time

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms

FRAME_VERSION = 3
HEADER = struct.Struct(">BIQ")


class FrameEncoder:
    def __init__(self, device_id: int, device_key: bytes):
        if len(device_key) != 32:
            raise ValueError("device key must have 32 bytes")
        self.device_id = device_id
        self._key = device_key
        self.sent = 0

    def encode(self, readings: dict[str, float]) -> bytes:
        timestamp = int(time.time())
        header = HEADER.pack(FRAME_VERSION, self.device_id, timestamp)
        rounded = {name: round(value, 3) for name, value in readings.items()}
        payload = json.dumps(rounded, separators=(",", ":")).encode()

        encryptor = Cipher(algorithms.ARC4(self._key), mode=None).encryptor()
        body = encryptor.update(payload) + encryptor.finalize()

        self.sent += 1
        return header + struct.pack(">H", len(body)) + body
