import logging

from aiohttp import web

log = logging.getLogger("greenhouse.rpc")


class GreenhouseService:
    def __init__(self, bus):
        self.bus = bus

    async def temperature(self, house: int) -> float:
        return await self.bus.read(house, "temp")

    async def humidity(self, house: int) -> float:
        return await self.bus.read(house, "hum")

    async def factory_reset(self, house: int) -> None:
        await self.bus.write(house, "reset", 1)


async def rpc(request: web.Request) -> web.Response:
    body = await request.json()
    method, params = str(body.get("method")), body.get("params", {})
    service = request.app["greenhouse"]

    handler = getattr(service, method, None)
    if handler is None:
        return web.json_response({"error": "no such method"}, status=404)
    try:
        result = await handler(**params)
    except TypeError as err:
        log.info("rpc %s: %s", method, err)
        return web.json_response({"error": "bad parameters"}, status=400)
    log.info("rpc %s from %s", method, request.remote)
    return web.json_response({"id": body.get("id"), "result": result})
