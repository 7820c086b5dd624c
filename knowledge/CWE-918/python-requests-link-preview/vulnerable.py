import logging
from html.parser import HTMLParser

import requests

log = logging.getLogger("chat.preview")


class TitleParser(HTMLParser):
    title = ""
    _inside = False

    def handle_starttag(self, tag, attrs):
        self._inside = tag == "title"

    def handle_data(self, data):
        if self._inside and not self.title:
            self.title = data.strip()[:200]


def link_preview(url: str) -> dict:
    response = requests.get(url, timeout=5, headers={"User-Agent": "chat-preview/1.4"})
    response.raise_for_status()
    if "html" not in response.headers.get("Content-Type", ""):
        return {"url": url, "title": url, "type": response.headers.get("Content-Type")}
    parser = TitleParser()
    parser.feed(response.text[:100_000])
    log.info("preview of %s: %s", url, parser.title)
    return {"url": response.url, "title": parser.title or url, "type": "html"}
