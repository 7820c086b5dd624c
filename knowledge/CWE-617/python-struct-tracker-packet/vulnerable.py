import logging
import struct
from datetime import datetime, timezone

log = logging.getLogger("tracker")

FRAME = struct.Struct(">2sBIiiH")
MAGIC = b"TK"


def parse_position(data: bytes) -> dict | None:
    """A position report of a bicycle tracker; None for a keep-alive."""
    assert len(data) == FRAME.size
    magic, kind, seconds, latitude, longitude, battery = FRAME.unpack(data)
    assert magic == MAGIC and kind in (0, 1)
    if kind == 0:
        return None
    assert battery <= 5000
    return {
        "time": datetime.fromtimestamp(seconds, tz=timezone.utc),
        "latitude": latitude / 1e6,
        "longitude": longitude / 1e6,
        "battery": battery,
    }


def serve(sock, positions: dict) -> None:
    while True:
        data, sender = sock.recvfrom(512)
        position = parse_position(data)
        if position is not None:
            positions[sender[0]] = position
            log.debug("%s at %s", sender[0], position["time"])
