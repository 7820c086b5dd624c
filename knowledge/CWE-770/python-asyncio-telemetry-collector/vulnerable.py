import asyncio
import json
import logging
import time

log = logging.getLogger("telemetry")


class TelemetryCollector(asyncio.DatagramProtocol):
    """Receives JSON readings over UDP and queues them for the writer."""

    def __init__(self):
        self.backlog = asyncio.Queue()
        self.last_seen = {}
        self.dropped = 0

    def datagram_received(self, data, addr):
        try:
            reading = json.loads(data)
            device = str(reading["device"])
            value = float(reading["value"])
        except (ValueError, KeyError, TypeError):
            self.dropped += 1
            return
        self.last_seen[device] = time.monotonic()
        self.backlog.put_nowait((device, value, addr[0]))

    async def drain(self, store):
        while True:
            device, value, source = await self.backlog.get()
            await store.insert(device, value, source)
            if self.dropped:
                log.warning("%d readings dropped", self.dropped)
                self.dropped = 0
