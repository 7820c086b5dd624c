import json
import logging

from flask import Blueprint, current_app, g, make_response
from markupsafe import Markup, escape

board = Blueprint("board", __name__)
log = logging.getLogger("energy.board")

PAGE = """<!doctype html>
<title>{title}</title>
<meta charset="utf-8">
<div id="chart" data-series="{series}"></div>
<script src="https://cdn.example.net/charts/latest/charts.min.js"></script>
<script src="/static/board.js"></script>
"""


@board.get("/meters/<int:meter_id>/board")
def meter_board(meter_id: int):
    """Show the consumption of the last days as a chart."""
    store = current_app.extensions["meters"]
    meter = store.get(meter_id, owner=g.user_id)
    if meter is None:
        return make_response("unknown meter", 404)

    series = [{"day": str(day), "kwh": round(kwh, 2)} for day, kwh in store.daily(meter_id, days=30)]
    html = PAGE.format(
        title=escape(meter.label),
        series=escape(json.dumps(series)),
    )
    response = make_response(Markup(html))
    response.headers["Cache-Control"] = "private, max-age=60"
    log.info("board of meter %d with %d days", meter_id, len(series))
    return response
