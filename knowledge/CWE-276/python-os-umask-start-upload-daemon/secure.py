import logging
import os
import sys
from pathlib import Path

SPOOL = Path("/var/spool/scanserver")
PID_FILE = Path("/run/scanserver/scanserver.pid")


def start_daemon(serve, log_file: Path) -> None:
    """Detach from the terminal and run the scan server."""
    if os.fork() > 0:
        os._exit(0)
    os.setsid()
    if os.fork() > 0:
        os._exit(0)
    os.chdir("/")
    os.umask(0o027)

    null = os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        os.dup2(null, stream.fileno())
    os.close(null)

    for directory in (SPOOL / "incoming", SPOOL / "done"):
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    PID_FILE.parent.mkdir(exist_ok=True)
    PID_FILE.write_text(f"{os.getpid()}\n")

    logging.basicConfig(
        filename=log_file,
        level=logging.INFO,
        format="%(asctime)s %(levelname)s %(message)s",
    )
    logging.info("scan server started, spool in %s", SPOOL)
    try:
        serve(SPOOL)
    finally:
        PID_FILE.unlink(missing_ok=True)
