import logging
import re
from datetime import datetime, timezone

import paramiko
from celery import shared_task

log = logging.getLogger("hosting.snapshots")
LABEL = re.compile(r"[A-z0-9._-]{1,40}")
POOL = "tank/guests"


@shared_task(bind=True, max_retries=2)
def snapshot_guest(self, storage_host: str, guest_id: int, label: str) -> dict:
    """Take a snapshot of a guest's volume under the label that the customer typed."""
    if not LABEL.fullmatch(label):
        raise ValueError("a label has up to 40 letters, digits, dots, hyphens and underscores")

    taken = datetime.now(timezone.utc)
    snapshot = f"{POOL}/guest-{guest_id:06d}@{taken:%Y%m%d-%H%M}-{label}"
    client = paramiko.SSHClient()
    client.load_system_host_keys()
    client.connect(storage_host, username="snapshots", timeout=10)
    try:
        _, stdout, stderr = client.exec_command(f"zfs snapshot {snapshot}", timeout=60)
        status = stdout.channel.recv_exit_status()
        if status != 0:
            log.warning("guest %d: zfs ended with %d: %s", guest_id, status, stderr.read(500))
            raise self.retry(countdown=30)
    finally:
        client.close()
    log.info("guest %d: %s", guest_id, snapshot)
    return {"snapshot": snapshot, "taken": taken.isoformat()}
