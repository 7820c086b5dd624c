import logging
import sqlite3
from datetime import datetime

log = logging.getLogger("doors")


class DoorController:
    def __init__(self, database: str, door: str, bolt):
        self.db = sqlite3.connect(database, timeout=2)
        self.door = door
        self.bolt = bolt
        self.granted = False

    def check_badge(self, badge: str, now: datetime) -> bool:
        cursor = self.db.execute(
            "SELECT holder, from_hour, to_hour, blocked FROM badge WHERE number = ? AND door = ?",
            (badge, self.door),
        )
        holder, from_hour, to_hour, blocked = cursor.fetchone()
        allowed = not blocked and from_hour <= now.hour < to_hour
        log.info("%s: %s %s", self.door, holder, "admitted" if allowed else "refused")
        return allowed

    def on_badge(self, badge: str) -> None:
        """Called by the reader for every badge that is shown."""
        try:
            self.granted = self.check_badge(badge.strip(), datetime.now())
        except (TypeError, sqlite3.Error) as err:
            log.error("%s: %s", self.door, err)
        if self.granted:
            self.bolt.release(seconds=5)
