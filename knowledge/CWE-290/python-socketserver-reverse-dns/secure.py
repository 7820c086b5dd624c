import hmac
import logging
import os
import socketserver

log = logging.getLogger("licences")
TOKEN = os.environ.get("LICENCE_TOKEN", "")


class LicenceHandler(socketserver.StreamRequestHandler):
    """Hands a floating licence to machines of the laboratory; the first line is the feature, the second the token."""

    def handle(self) -> None:
        feature = self.rfile.readline(80).decode("ascii", "replace").strip()
        token = self.rfile.readline(200).strip()
        if not self.is_ours(token):
            self.wfile.write(b"denied\n")
            return
        free = self.server.free.get(feature, 0)
        if free == 0:
            self.wfile.write(b"none free\n")
            return
        self.server.free[feature] = free - 1
        log.info("%s went to %s", feature, self.client_address[0])
        self.wfile.write(b"granted\n")

    def is_ours(self, token: bytes) -> bool:
        return TOKEN != "" and hmac.compare_digest(token, TOKEN.encode())
