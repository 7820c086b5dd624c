import logging
import struct
from datetime import datetime, timezone

log = logging.getLogger("tracker")

FRAME = struct.Struct(">2sBIiiH")
MAGIC = b"TK"


def parse_position(data: bytes) -> dict | None:
    """A position report of a bicycle tracker; None for a keep-alive."""
    if len(data) != FRAME.size:
        raise ValueError(f"{len(data)} bytes")
    magic, kind, seconds, latitude, longitude, battery = FRAME.unpack(data)
    if magic != MAGIC or kind not in (0, 1):
        raise ValueError("no report of a tracker")
    if kind == 0:
        return None
    if battery > 5000:
        raise ValueError(f"{battery} mV")
    return {
        "time": datetime.fromtimestamp(seconds, tz=timezone.utc),
        "latitude": latitude / 1e6,
        "longitude": longitude / 1e6,
        "battery": battery,
    }


def serve(sock, positions: dict) -> None:
    while True:
        data, sender = sock.recvfrom(512)
        try:
            position = parse_position(data)
        except ValueError as error:
            log.info("packet of %s dropped: %s", sender[0], error)
            continue
        if position is not None:
            positions[sender[0]] = position
            log.debug("%s at %s", sender[0], position["time"])
