import json
import logging
from urllib.parse import urlsplit

from tornado.websocket import WebSocketClosedError, WebSocketHandler

log = logging.getLogger("station")


class AntennaSocket(WebSocketHandler):
    """Steers the antenna from the operator's page; the page is served by another host."""

    clients = set()

    def initialize(self, antenna, pages):
        self.antenna = antenna
        self.pages = frozenset(pages)

    def get_current_user(self):
        return self.get_signed_cookie("operator", max_age_days=1)

    def check_origin(self, origin):
        log.debug("socket opened by page on %s", urlsplit(origin).netloc)
        return True

    async def open(self):
        if self.current_user is None:
            self.close(4401, "sign in first")
            return
        self.clients.add(self)
        await self.write_message({"azimuth": self.antenna.azimuth, "elevation": self.antenna.elevation})

    async def on_message(self, message):
        try:
            target = json.loads(message)
            self.antenna.point(float(target["azimuth"]), float(target["elevation"]))
        except (KeyError, TypeError, ValueError) as exc:
            await self.write_message({"error": str(exc)})
            return
        log.info("%s points to %s", self.current_user.decode(), target)
        for client in list(self.clients):
            try:
                await client.write_message(target)
            except WebSocketClosedError:
                self.clients.discard(client)

    def on_close(self):
        self.clients.discard(self)
