import json
import logging
import socket
import threading

from scheduler.state import Scheduler

log = logging.getLogger("scheduler.console")


class ControlConsole(threading.Thread):
    """Line based console used by schedctl on the same machine."""

    def __init__(self, scheduler: Scheduler, port: int = 7070) -> None:
        super().__init__(name="control-console", daemon=True)
        self.scheduler = scheduler
        self.listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        self.listener.bind(("", port))
        self.listener.listen(4)
        log.info("console on %s:%d", *self.listener.getsockname())

    def answer(self, line: str) -> dict:
        verb, _, job = line.strip().partition(" ")
        if verb == "list":
            return {"jobs": self.scheduler.names()}
        if verb in ("pause", "resume", "run") and job in self.scheduler.names():
            getattr(self.scheduler, verb)(job)
            return {"ok": True, "job": job}
        return {"ok": False, "error": f"unknown request {verb!r}"}

    def run(self) -> None:
        while True:
            conn, _ = self.listener.accept()
            with conn, conn.makefile("rw", encoding="utf-8") as stream:
                conn.settimeout(20)
                try:
                    for line in stream:
                        stream.write(json.dumps(self.answer(line)) + "\n")
                        stream.flush()
                except (OSError, UnicodeDecodeError) as exc:
                    log.info("console client left: %s", exc)
