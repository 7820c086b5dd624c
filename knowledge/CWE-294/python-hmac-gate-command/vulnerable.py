import hashlib
import hmac
import logging
import struct

log = logging.getLogger("gate")

FRAME = struct.Struct(">IIB32s")
ACTIONS = {1: "open", 2: "close", 3: "hold"}


def handle_frame(frame: bytes, keys: dict[int, bytes], counters: dict[int, int], gate) -> bool:
    """Carries out the command of a radio remote; a frame is device, counter, action, tag."""
    if len(frame) != FRAME.size:
        return False
    device, counter, action, tag = FRAME.unpack(frame)
    key = keys.get(device)
    if key is None or action not in ACTIONS:
        return False
    expected = hmac.new(key, frame[:-32], hashlib.sha256).digest()
    if not hmac.compare_digest(expected, tag):
        log.warning("wrong tag from device %d", device)
        return False
    counters[device] = counter
    log.info("device %d: %s", device, ACTIONS[action])
    getattr(gate, ACTIONS[action])()
    return True
