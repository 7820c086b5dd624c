import logging
import threading
import time

log = logging.getLogger("licence.pool")


class LicencePool:
    """Hands out a limited number of licences to worker threads."""

    def __init__(self, seats: int, lease_seconds: float = 900.0):
        self._seats = seats
        self._lease = lease_seconds
        self._holders = {}
        self._lock = threading.Lock()

    def acquire(self, session: str) -> bool:
        now = time.monotonic()
        with self._lock:
            for holder, until in list(self._holders.items()):
                if until < now:
                    self._holders.pop(holder)
            if session not in self._holders and len(self._holders) >= self._seats:
                log.info("no seat left for %s", session)
                return False
            self._holders[session] = now + self._lease
            return True

    def release(self, session: str) -> None:
        with self._lock:
            self._holders.pop(session, None)

    def start_sweeper(self, every: float = 60.0) -> threading.Thread:
        def sweep():
            while True:
                time.sleep(every)
                now = time.monotonic()
                with self._lock:
                    for holder in [h for h, until in self._holders.items() if until < now]:
                        self._holders.pop(holder)

        thread = threading.Thread(target=sweep, daemon=True, name="licence-sweeper")
        thread.start()
        return thread
