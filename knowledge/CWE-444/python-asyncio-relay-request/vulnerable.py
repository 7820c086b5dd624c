import asyncio
import logging
import re

log = logging.getLogger("edge")

MAX_BODY = 4 * 1024 * 1024
REQUEST_LINE = re.compile(r"([A-Z]+) (/[\x21-\x7e]*) HTTP/1\.1")


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

    length = 0
    for line in lines:
        name, _, value = line.partition(":")
        if name.strip().lower() == "content-length":
            length = int(value)
    if length > MAX_BODY:
        raise Refused(413, "body too large")

    body = await client.readexactly(length)
    upstream.write(head + body)
    await upstream.drain()
    log.info("%s %s relayed with %d bytes", method, target, length)
    return method
