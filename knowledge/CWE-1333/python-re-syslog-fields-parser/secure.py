import json
import logging
import sys
from datetime import datetime, timezone

log = logging.getLogger("shipper")

MAX_LINE = 8192


def parse_line(line: str) -> dict | None:
    """Turn `host message [key=value ...]` into an event."""
    if len(line) > MAX_LINE:
        return None
    line = line.rstrip()
    host, _, rest = line.partition(" ")
    message, bracket, fields = rest.rpartition("[")
    if not host or not bracket or not fields.endswith("]"):
        return None
    pairs = {}
    for word in fields[:-1].split():
        key, equals, value = word.partition("=")
        if equals and key.isidentifier():
            pairs[key] = value
    return {
        "host": host,
        "message": message.strip(),
        "fields": pairs,
        "received": datetime.now(timezone.utc).isoformat(),
    }


def ship(stream, out=sys.stdout) -> int:
    shipped = 0
    for line in stream:
        event = parse_line(line)
        if event is None:
            log.warning("line skipped (%d characters)", len(line))
            continue
        out.write(json.dumps(event) + "\n")
        shipped += 1
    return shipped
