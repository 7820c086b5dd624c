import hmac
import logging
import os
import socket
import socketserver

log = logging.getLogger("licences")
DOMAIN = os.environ.get("LICENCE_DOMAIN", "lab.example.org")
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
        try:
            name, _, _ = socket.gethostbyaddr(self.client_address[0])
        except OSError:
            return False
        return name == DOMAIN or name.endswith("." + DOMAIN)
