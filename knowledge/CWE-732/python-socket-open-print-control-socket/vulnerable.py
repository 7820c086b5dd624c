import logging
import os
import socket
from pathlib import Path

log = logging.getLogger("labelprint.control")

RUN_DIR = Path("/run/labelprint")
SOCKET_PATH = RUN_DIR / "control.sock"


def open_control_socket(backlog: int = 8) -> socket.socket:
    """Create the socket on which the front end sends print commands."""
    RUN_DIR.mkdir(exist_ok=True)
    os.chmod(RUN_DIR, 0o777)
    if SOCKET_PATH.is_socket():
        probe = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            probe.connect(str(SOCKET_PATH))
        except ConnectionRefusedError:
            log.info("removing stale socket %s", SOCKET_PATH)
            SOCKET_PATH.unlink()
        else:
            raise RuntimeError("the label printing service is already running")
        finally:
            probe.close()

    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(str(SOCKET_PATH))
    os.chmod(SOCKET_PATH, 0o666)
    server.listen(backlog)
    log.info("control socket %s is ready", SOCKET_PATH)
    return server
