import logging
from datetime import datetime

import defusedxml.ElementTree as ET
from defusedxml import DefusedXmlException
from flask import Blueprint, current_app, jsonify, request

log = logging.getLogger("metering.upload")
readings = Blueprint("readings", __name__)


@readings.post("/readings")
def upload_readings():
    try:
        root = ET.fromstring(request.get_data(), forbid_dtd=True)
    except ET.ParseError as exc:
        return jsonify(error=f"not well-formed: {exc}"), 400
    except DefusedXmlException:
        return jsonify(error="document type declarations are not accepted"), 400

    rows = []
    for element in root.iter("reading"):
        meter = element.get("meter", "")
        value = element.findtext("value")
        taken_at = element.findtext("takenAt")
        if not meter or value is None or taken_at is None:
            return jsonify(error="reading is incomplete"), 422
        rows.append(
            {
                "meter": meter,
                "value": float(value),
                "taken_at": datetime.fromisoformat(taken_at),
                "remark": (element.findtext("remark") or "")[:200],
            }
        )
    current_app.extensions["readings"].insert_many(rows)
    log.info("%d readings stored", len(rows))
    return jsonify(stored=len(rows)), 201
