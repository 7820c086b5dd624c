import logging
import os
import shutil
import socket
from pathlib import Path

log = logging.getLogger("labelprint.control")

RUN_DIR = Path("/run/labelprint")
SOCKET_PATH = RUN_DIR / "control.sock"
CONTROL_GROUP = "labelprint"


def open_control_socket(backlog: int = 8) -> socket.socket:
    """Create the socket on which the front end sends print commands."""
    RUN_DIR.mkdir(mode=0o750, exist_ok=True)
    os.chmod(RUN_DIR, 0o750)
    shutil.chown(RUN_DIR, group=CONTROL_GROUP)
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
    os.chmod(SOCKET_PATH, 0o660)
    shutil.chown(SOCKET_PATH, group=CONTROL_GROUP)
    server.listen(backlog)
    log.info("control socket %s is ready", SOCKET_PATH)
    return server
