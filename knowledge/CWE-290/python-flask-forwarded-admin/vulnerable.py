import ipaddress
import os

from flask import Flask, abort, jsonify, request

from brewery.kettles import kettle_states, set_kettle

app = Flask(__name__)
PROXIES = int(os.environ.get("BREWERY_PROXIES", "1"))
OFFICE = [ipaddress.ip_network(net) for net in os.environ.get("BREWERY_OFFICE", "10.20.0.0/16").split(",")]


def from_office() -> bool:
    """Whether the request comes from the brewery's own network."""
    address = request.headers.get("X-Forwarded-For", request.remote_addr).split(",")[0].strip()
    try:
        return any(ipaddress.ip_address(address) in net for net in OFFICE)
    except ValueError:
        return False


@app.put("/kettles/<int:kettle>/temperature")
def set_temperature(kettle: int):
    if not from_office():
        abort(403)
    degrees = float(request.get_json()["degrees"])
    if not 0 <= degrees <= 105:
        abort(400, "kettles take 0 to 105 degrees")
    set_kettle(kettle, degrees)
    return jsonify(kettle_states())
