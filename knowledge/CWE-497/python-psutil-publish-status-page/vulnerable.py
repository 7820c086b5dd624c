import html
import logging
import platform
import socket
import time
from pathlib import Path

import psutil

log = logging.getLogger("library.status")
SERVICES = {"catalogue": "gunicorn", "search": "opensearch", "loans": "loan-worker"}
PAGE = "<!doctype html><title>Status</title><h1>{title}</h1><ul>{items}</ul><footer>{footer}</footer>"


def publish_status(public_dir: Path) -> None:
    """Write the status page that readers of the library can open, run every minute."""
    processes = list(psutil.process_iter(["name", "username", "cmdline"]))
    items = []
    for title, program in SERVICES.items():
        found = [p.info for p in processes if program in (p.info["name"] or "")]
        state = "running" if found else "down"
        details = "; ".join(f"{info['username']}: {' '.join(info['cmdline'] or [])}" for info in found)
        items.append(f"<li>{title}: {state} ({html.escape(details)})</li>")
    for disk in psutil.disk_partitions():
        items.append(f"<li>{disk.device} at {disk.mountpoint}: {psutil.disk_usage(disk.mountpoint).percent} %</li>")

    footer = f"{socket.gethostname()} {platform.platform()} {time.strftime('%H:%M')}"
    page = PAGE.format(title="Library services", items="".join(items), footer=html.escape(footer))
    draft = public_dir / "status.html.new"
    draft.write_text(page, encoding="utf-8")
    draft.replace(public_dir / "status.html")
    log.info("status page with %d entries written", len(items))
