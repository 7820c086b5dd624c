import io
import logging

from flask import Blueprint, abort, request, send_file
from PIL import Image, ImageDraw

plans = Blueprint("plans", __name__)
log = logging.getLogger("tickets.plan")

SEAT = 12
COLOURS = {"free": "#3a9d5d", "sold": "#b3b3b3", "held": "#e0a030"}


@plans.get("/halls/<int:hall_id>/plan.png")
def seat_plan(hall_id: int):
    try:
        scale = int(request.args.get("scale", 1))
        rows = int(request.args.get("rows", 20))
        seats = int(request.args.get("seats", 30))
    except ValueError:
        abort(400)

    size = SEAT * scale
    image = Image.new("RGB", (seats * size, rows * size), "white")
    draw = ImageDraw.Draw(image)
    for row in range(rows):
        for seat in range(seats):
            colour = COLOURS["sold" if (row * seats + seat) % 7 == 0 else "free"]
            left, top = seat * size, row * size
            draw.ellipse((left + 1, top + 1, left + size - 2, top + size - 2), fill=colour)

    buffer = io.BytesIO()
    image.save(buffer, format="PNG")
    buffer.seek(0)
    log.info("hall %d: plan %dx%d at scale %d", hall_id, seats, rows, scale)
    return send_file(buffer, mimetype="image/png", max_age=300)
