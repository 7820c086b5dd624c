import ipaddress
import logging
import socket
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter

log = logging.getLogger("chat.preview")


class TitleParser(HTMLParser):
    title = ""
    _inside = False

    def handle_starttag(self, tag, attrs):
        self._inside = tag == "title"

    def handle_data(self, data):
        if self._inside and not self.title:
            self.title = data.strip()[:200]


class PinnedAdapter(HTTPAdapter):
    """Expects the certificate of the host name on a connection to its address."""

    def __init__(self, hostname: str) -> None:
        self.hostname = hostname
        super().__init__()

    def init_poolmanager(self, *args, **options):
        super().init_poolmanager(
            *args, server_hostname=self.hostname, assert_hostname=self.hostname, **options
        )


def get_public(url: str) -> requests.Response:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("only web addresses can be previewed")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    addresses = [ipaddress.ip_address(info[4][0]) for info in found]
    if any(not address.is_global or address.is_multicast for address in addresses):
        raise ValueError("address is not public")
    target = f"[{addresses[0]}]" if addresses[0].version == 6 else str(addresses[0])
    headers = {"User-Agent": "chat-preview/1.4", "Host": parts.netloc.rpartition("@")[2]}
    with requests.Session() as session:
        session.trust_env = False
        session.mount("https://", PinnedAdapter(parts.hostname))
        pinned = parts._replace(netloc=f"{target}:{port}").geturl()
        return session.get(pinned, timeout=5, headers=headers, allow_redirects=False)


def link_preview(url: str) -> dict:
    for _ in range(4):
        response = get_public(url)
        if not response.is_redirect:
            break
        url = urljoin(url, response.headers["Location"])
    else:
        raise ValueError("too many redirects")
    response.raise_for_status()
    if "html" not in response.headers.get("Content-Type", ""):
        return {"url": url, "title": url, "type": response.headers.get("Content-Type")}
    parser = TitleParser()
    parser.feed(response.text[:100_000])
    log.info("preview of %s: %s", url, parser.title)
    return {"url": url, "title": parser.title or url, "type": "html"}
