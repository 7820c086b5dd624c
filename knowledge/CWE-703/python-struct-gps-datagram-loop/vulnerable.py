import logging
import socket
import struct
import threading

log = logging.getLogger("fleet.receiver")
POSITION = struct.Struct("!4sIii")
KINDS = {b"POS1": "position", b"ALM1": "alarm"}


class PositionReceiver(threading.Thread):
    """Receives datagrams of the vehicles and hands them to the store."""

    def __init__(self, port: int, store):
        super().__init__(name="position-receiver", daemon=True)
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("0.0.0.0", port))
        self.store = store

    def decode(self, packet: bytes) -> dict:
        magic, vehicle, lat, lon = struct.unpack(POSITION.format, packet[: POSITION.size])
        return {
            "kind": KINDS[magic],
            "vehicle": vehicle,
            "lat": lat / 1e6,
            "lon": lon / 1e6,
            "note": packet[POSITION.size :].decode("utf-8"),
        }

    def run(self):
        while True:
            packet, peer = self.socket.recvfrom(2048)
            report = self.decode(packet)
            self.store.add(report)
            if report["kind"] == "alarm":
                log.error("vehicle %d: alarm %s", report["vehicle"], report["note"])
