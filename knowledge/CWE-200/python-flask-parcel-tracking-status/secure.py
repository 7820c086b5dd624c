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

    data = {
        "number": shipment.number,
        "status": shipment.status,
        "expected_on": shipment.expected_on.isoformat() if shipment.expected_on else None,
    }
    data["status_text"] = STATUS_TEXT.get(shipment.status, shipment.status)
    data["language"] = language
    data["scans"] = [
        {"status": scan.status, "city": scan.city, "at": scan.scanned_at.isoformat()} for scan in scans
    ]
    return jsonify(data)
