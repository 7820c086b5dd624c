import logging
import time

import requests

log = logging.getLogger("freight.client")


class FreightClient:
    def __init__(self, base_url: str, user: str, password: str):
        self.base_url = base_url.rstrip("/")
        self.user = user
        self.password = password
        self.token: str | None = None
        self.token_until = 0.0
        self.http = requests.Session()

    def ensure_login(self) -> str:
        """Return a valid session token, logging in again if needed."""
        if self.token and time.time() < self.token_until - 60:
            return self.token

        payload = {"user": self.user, "password": self.password, "client": "dispatch/2.4"}
        log.info("POST %s/session as %s", self.base_url, self.user)
        response = self.http.post(f"{self.base_url}/session", json=payload, timeout=15)
        log.info("answer %d in %.2f s", response.status_code, response.elapsed.total_seconds())
        response.raise_for_status()

        body = response.json()
        self.token = body["token"]
        self.token_until = time.time() + body["expires_in"]
        self.http.headers["X-Session"] = self.token
        log.info("logged in as %s, session valid for %d s", self.user, body["expires_in"])
        return self.token
