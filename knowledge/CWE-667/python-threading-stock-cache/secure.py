import logging
import threading
import time
from collections.abc import Callable

log = logging.getLogger("stock")


class StockCache:
    """How many pieces of an article are left, asked from the warehouse at most once a minute."""

    def __init__(self, ask: Callable[[str], int], seconds: float = 60.0) -> None:
        self._ask = ask
        self._seconds = seconds
        self._lock = threading.Lock()
        self._known: dict[str, tuple[float, int]] = {}

    def left(self, article: str) -> int:
        with self._lock:
            entry = self._known.get(article)
        if entry and time.monotonic() - entry[0] < self._seconds:
            return entry[1]
        count = self._ask(article)
        with self._lock:
            self._known[article] = (time.monotonic(), count)
        log.debug("%s: %d left", article, count)
        return count

    def sell(self, article: str, pieces: int) -> None:
        with self._lock:
            asked, count = self._known[article]
            self._known[article] = (asked, count - pieces)
