import json
import logging
import re
import sys
from datetime import datetime, timezone

log = logging.getLogger("shipper")

LINE = re.compile(r"^(?P<host>\S+)\s+(?P<message>(?:[\w./-]+\s*)*)\[(?P<fields>(?:\s*\w+\s*=\s*[^\s\]]*\s*)*)\]$")
TRAILING = re.compile(r"\s+$")
PAIR = re.compile(r"(\w+)\s*=\s*([^\s\]]*)")


def parse_line(line: str) -> dict | None:
    """Turn `host message [key=value ...]` into an event."""
    line = TRAILING.sub("", line)
    match = LINE.match(line)
    if match is None:
        return None
    host, message, fields = match.group("host", "message", "fields")
    pairs = dict(PAIR.findall(fields))
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
