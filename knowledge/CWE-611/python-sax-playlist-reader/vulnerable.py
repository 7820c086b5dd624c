import io
import logging
import xml.sax
from xml.sax.handler import ContentHandler, feature_external_ges

log = logging.getLogger(__name__)


class PlaylistHandler(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.tracks: list[dict] = []
        self._text: list[str] = []

    def startElement(self, name, attrs):
        self._text.clear()
        if name == "track":
            self.tracks.append({})

    def characters(self, content):
        self._text.append(content)

    def endElement(self, name):
        if name in ("title", "creator", "location") and self.tracks:
            self.tracks[-1][name] = "".join(self._text).strip()


def read_playlist(data: bytes) -> list[dict]:
    handler = PlaylistHandler()
    parser = xml.sax.make_parser()
    parser.setFeature(feature_external_ges, True)
    parser.setContentHandler(handler)
    parser.parse(io.BytesIO(data))
    tracks = [track for track in handler.tracks if track.get("location")]
    log.info("playlist with %d tracks read", len(tracks))
    return tracks
