import logging

from aiohttp import web

log = logging.getLogger("greenhouse.rpc")
EXPOSED = set()


def exposed(function):
    EXPOSED.add(function.__name__)
    return function


class GreenhouseService:
    def __init__(self, bus):
        self.bus = bus

    @exposed
    async def temperature(self, house: int) -> float:
        return await self.bus.read(house, "temp")

    @exposed
    async def humidity(self, house: int) -> float:
        return await self.bus.read(house, "hum")

    async def factory_reset(self, house: int) -> None:
        await self.bus.write(house, "reset", 1)


async def rpc(request: web.Request) -> web.Response:
    body = await request.json()
    method, params = str(body.get("method")), body.get("params", {})
    service = request.app["greenhouse"]

    if method not in EXPOSED:
        return web.json_response({"error": "no such method"}, status=404)
    handler = getattr(service, method)
    try:
        result = await handler(**params)
    except TypeError as err:
        log.info("rpc %s: %s", method, err)
        return web.json_response({"error": "bad parameters"}, status=400)
    log.info("rpc %s from %s", method, request.remote)
    return web.json_response({"id": body.get("id"), "result": result})
