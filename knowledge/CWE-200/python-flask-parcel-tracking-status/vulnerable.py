from flask import Blueprint, abort, jsonify, request

from .models import Scan, Shipment

tracking = Blueprint("tracking", __name__)

STATUS_TEXT = {
    "created": "Announced",
    "hub": "In the distribution centre",
    "van": "Out for delivery",
    "done": "Delivered",
}


@tracking.get("/track/<number>")
def track(number: str):
    shipment = Shipment.query.filter_by(number=number.strip().upper()).first()
    if shipment is None:
        abort(404)

    scans = (
        Scan.query.filter_by(shipment_id=shipment.id).order_by(Scan.scanned_at.desc()).limit(20).all()
    )
    language = request.accept_languages.best_match(["en", "de", "fr"]) or "en"

    data = {key: value for key, value in vars(shipment).items() if not key.startswith("_")}
    data["status_text"] = STATUS_TEXT.get(shipment.status, shipment.status)
    data["language"] = language
    data["scans"] = [
        {key: value for key, value in vars(scan).items() if not key.startswith("_")} for scan in scans
    ]
    return jsonify(data)
