import logging
from pathlib import Path

from aiohttp import web

log = logging.getLogger("helpdesk.attachments")
ATTACHMENTS = Path("/var/lib/helpdesk/attachments")
MAX_BYTES = 20 * 1024 * 1024


async def add_attachment(request: web.Request) -> web.Response:
    ticket_id = int(request.match_info["ticket_id"])
    reader = await request.multipart()
    part = await reader.next()
    if part is None or part.name != "file" or not part.filename:
        raise web.HTTPBadRequest(text="file part expected")

    folder = ATTACHMENTS / str(ticket_id)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / part.filename

    written = 0
    with open(target, "wb") as out:
        while chunk := await part.read_chunk(64 * 1024):
            written += len(chunk)
            if written > MAX_BYTES:
                target.unlink(missing_ok=True)
                raise web.HTTPRequestEntityTooLarge(max_size=MAX_BYTES, actual_size=written)
            out.write(chunk)

    log.info("ticket %d: stored %s (%d bytes)", ticket_id, target.name, written)
    return web.json_response({"stored": target.name, "size": written}, status=201)
