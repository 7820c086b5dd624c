import hashlib
import hmac
import json
import logging
import time

from aiohttp import web

log = logging.getLogger("greenhouse.commands")

routes = web.RouteTableDef()
MAX_AGE = 60


@routes.post("/controllers/{serial}/commands")
async def post_command(request: web.Request) -> web.Response:
    serial = request.match_info["serial"]
    key = request.app["controller_keys"].get(serial)
    if key is None:
        raise web.HTTPNotFound()

    body = await request.read()
    stamp = request.headers.get("X-Timestamp", "")
    given = request.headers.get("X-Command-Mac", "").lower()
    expected = hmac.new(key, stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    if given != expected:
        log.warning("command for %s with wrong MAC", serial)
        raise web.HTTPForbidden()
    if not stamp.isdigit() or abs(time.time() - int(stamp)) > MAX_AGE:
        raise web.HTTPForbidden()

    command = json.loads(body)
    if command.get("target") not in {"valve", "heater", "fan"}:
        raise web.HTTPUnprocessableEntity()
    await request.app["queue"].put((serial, command))
    return web.json_response({"queued": True}, status=202)
