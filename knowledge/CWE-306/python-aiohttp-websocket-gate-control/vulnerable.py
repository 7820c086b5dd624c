import json
import logging
from aiohttp import WSMsgType, web

log = logging.getLogger("gate")
COMMANDS = {"open", "close", "hold"}


async def gate_socket(request: web.Request) -> web.WebSocketResponse:
    """Live control of the parking gates for the operator console."""
    ws = web.WebSocketResponse(heartbeat=20, max_msg_size=4096)
    await ws.prepare(request)
    log.info("console connected from %s", request.remote)
    await ws.send_json({"gates": sorted(request.app["gates"])})
    async for message in ws:
        if message.type is not WSMsgType.TEXT:
            break
        try:
            data = json.loads(message.data)
            gate = request.app["gates"][data["gate"]]
            command = data["command"]
        except (ValueError, KeyError, TypeError):
            await ws.send_json({"error": "expected gate and command"})
            continue
        if command not in COMMANDS:
            await ws.send_json({"error": "unknown command"})
            continue
        await gate.drive(command)
        log.info("gate %s: %s", gate.name, command)
        await ws.send_json({"gate": gate.name, "state": gate.state})
    return ws


def setup(app: web.Application) -> None:
    app.router.add_get("/console/socket", gate_socket)
