import asyncio
import logging
import re

log = logging.getLogger("edge")

MAX_BODY = 4 * 1024 * 1024
REQUEST_LINE = re.compile(r"([A-Z]+) (/[\x21-\x7e]*) HTTP/1\.1")
FIELD = re.compile(r"([!#$%&'*+\-.^_`|~0-9A-Za-z]+):([\t\x20-\x7e\x80-\xff]*)")


class Refused(Exception):
    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


async def relay_request(client: asyncio.StreamReader, upstream: asyncio.StreamWriter) -> str:
    """Pass one request of a client on to the shared backend connection."""
    head = await client.readuntil(b"\r\n\r\n")
    request_line, *lines = head[:-4].decode("latin-1").split("\r\n")
    request = REQUEST_LINE.fullmatch(request_line)
    if request is None:
        raise Refused(400, "malformed request line")
    method, target = request.groups()

    lengths = []
    for line in lines:
        field = FIELD.fullmatch(line)
        if field is None:
            raise Refused(400, "malformed header")
        name, value = field[1].lower(), field[2].strip(" \t")
        if name in ("transfer-encoding", "upgrade"):
            raise Refused(501, f"{name} is not supported")
        if name == "content-length":
            lengths.append(value)
    if len(lengths) > 1 or any(re.fullmatch("[0-9]{1,12}", v) is None for v in lengths):
        raise Refused(400, "malformed content length")
    length = int(lengths[0]) if lengths else 0
    if length > MAX_BODY:
        raise Refused(413, "body too large")

    body = await client.readexactly(length)
    upstream.write(head + body)
    await upstream.drain()
    log.info("%s %s relayed with %d bytes", method, target, length)
    return method
