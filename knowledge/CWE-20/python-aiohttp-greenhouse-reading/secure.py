import json
import logging
import math
import time

from aiohttp import web

log = logging.getLogger("greenhouse.ingest")
routes = web.RouteTableDef()
WINDOW = 12
LIMITS = {"temperature": (-40.0, 85.0), "humidity": (0.0, 100.0)}


@routes.post("/zones/{zone:\\d+}/readings")
async def ingest_reading(request: web.Request) -> web.Response:
    zone = request.app["zones"].get(int(request.match_info["zone"]))
    if zone is None:
        raise web.HTTPNotFound(text="unknown zone")
    try:
        body = await request.json()
        kind = body["kind"]
        value = float(body["value"])
    except (json.JSONDecodeError, KeyError, TypeError, ValueError):
        raise web.HTTPBadRequest(text="reading needs kind and value")
    if not isinstance(kind, str) or kind not in LIMITS:
        raise web.HTTPBadRequest(text="unknown kind of reading")
    low, high = LIMITS[kind]
    if not math.isfinite(value) or not low <= value <= high:
        raise web.HTTPBadRequest(text=f"{kind} must be between {low} and {high}")
    series = zone.series[kind]
    series.append((time.time(), value))
    del series[:-WINDOW]
    average = sum(v for _, v in series) / len(series)
    if kind == "temperature":
        zone.heater.set_power(max(0.0, zone.target - average) * zone.gain)
    log.info("zone %s %s %.2f (avg %.2f)", zone.id, kind, value, average)
    return web.json_response({"average": round(average, 2)})
