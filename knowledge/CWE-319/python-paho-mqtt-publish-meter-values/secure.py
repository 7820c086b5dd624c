import json
import logging
import os
import time

import paho.mqtt.client as mqtt

log = logging.getLogger("meter.publish")

BROKER = os.environ.get("METER_BROKER", "broker.example.com")
PORT = 8883


def publish_meter_values(gateway_id: str, values: dict[str, float], user: str, password: str) -> bool:
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id=f"gw-{gateway_id}")
    client.username_pw_set(user, password)
    client.tls_set(ca_certs=os.environ.get("METER_CA_FILE"))
    client.connect(BROKER, PORT, keepalive=30)
    client.loop_start()
    try:
        message = json.dumps(
            {"gateway": gateway_id, "at": int(time.time()), "kwh": {k: round(v, 3) for k, v in values.items()}}
        )
        info = client.publish(f"meters/{gateway_id}/values", message, qos=1)
        info.wait_for_publish(timeout=20)
        if not info.is_published():
            log.warning("values of gateway %s were not acknowledged", gateway_id)
            return False
        return True
    finally:
        client.loop_stop()
        client.disconnect()
