import logging
import xml.etree.ElementTree as ET
from email.utils import format_datetime
from pathlib import Path

from podcasts.models import Episode, Show

log = logging.getLogger("podcasts.feed")


def write_feed(show: Show, episodes: list[Episode], target: Path) -> int:
    """Write the RSS feed of a show and return the number of items."""
    published = [episode for episode in episodes if episode.published_at is not None]
    published.sort(key=lambda episode: episode.published_at, reverse=True)

    rss = ET.Element("rss", version="2.0")
    channel = ET.SubElement(rss, "channel")
    ET.SubElement(channel, "title").text = show.title
    ET.SubElement(channel, "link").text = show.link
    for episode in published[:100]:
        item = ET.SubElement(channel, "item")
        ET.SubElement(item, "guid", isPermaLink="false").text = str(episode.id)
        ET.SubElement(item, "title").text = episode.title
        ET.SubElement(item, "description").text = episode.description
        ET.SubElement(item, "pubDate").text = format_datetime(episode.published_at)
        ET.SubElement(item, "enclosure", url=episode.audio_url, length=str(episode.size), type="audio/mpeg")

    temporary = target.with_suffix(".tmp")
    ET.ElementTree(rss).write(temporary, encoding="utf-8", xml_declaration=True)
    temporary.replace(target)
    log.info("feed of show %s written with %d items", show.id, len(published[:100]))
    return len(published[:100])
