import logging
from email.utils import format_datetime
from pathlib import Path

from podcasts.models import Episode, Show

log = logging.getLogger("podcasts.feed")


def write_feed(show: Show, episodes: list[Episode], target: Path) -> int:
    """Write the RSS feed of a show and return the number of items."""
    published = [episode for episode in episodes if episode.published_at is not None]
    published.sort(key=lambda episode: episode.published_at, reverse=True)

    parts = ['<?xml version="1.0" encoding="utf-8"?>', '<rss version="2.0"><channel>']
    parts.append(f"<title>{show.title}</title><link>{show.link}</link>")
    for episode in published[:100]:
        parts.append(
            f'<item><guid isPermaLink="false">{episode.id}</guid>'
            f"<title>{episode.title}</title>"
            f"<description>{episode.description}</description>"
            f"<pubDate>{format_datetime(episode.published_at)}</pubDate>"
            f'<enclosure url="{episode.audio_url}" length="{episode.size}" type="audio/mpeg"/></item>'
        )
    parts.append("</channel></rss>")

    temporary = target.with_suffix(".tmp")
    temporary.write_text("\n".join(parts), encoding="utf-8")
    temporary.replace(target)
    log.info("feed of show %s written with %d items", show.id, len(published[:100]))
    return len(published[:100])
