import ast
import logging
from datetime import datetime, timezone

import paho.mqtt.client as mqtt

log = logging.getLogger("collector")

REQUIRED = ("sensor", "value")


def on_message(client: mqtt.Client, userdata: dict, message: mqtt.MQTTMessage) -> None:
    payload = message.payload.decode("utf-8", "replace").strip()
    try:
        reading = ast.literal_eval(payload)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError) as exc:
        log.warning("%s: unreadable payload: %s", message.topic, exc)
        return

    if not isinstance(reading, dict) or any(key not in reading for key in REQUIRED):
        log.warning("%s: incomplete reading", message.topic)
        return

    site = message.topic.split("/", 2)[1]
    row = {
        "site": site,
        "sensor": str(reading["sensor"]),
        "value": float(reading["value"]),
        "unit": str(reading.get("unit", "")),
        "received_at": datetime.now(timezone.utc),
    }
    userdata["store"].append(row)
    log.debug("stored %s/%s = %s", row["site"], row["sensor"], row["value"])
