import argparse
import logging
import re
import subprocess

log = logging.getLogger("backup.mount")
VOLUME = re.compile(r"[a-z][a-z0-9-]{0,30}")


def mount_backup(volume: str, key_file: str = "/etc/backup/volume.key") -> str:
    """Open the encrypted backup volume and mount it read-only."""
    if not VOLUME.fullmatch(volume):
        raise ValueError("bad volume name")
    mapper = f"backup-{volume}"
    mount_point = f"/mnt/backup/{volume}"

    log.info("opening %s", volume)
    subprocess.run(
        ["cryptsetup", "open", "--readonly", "--key-file", key_file, f"/dev/vg0/{volume}", mapper],
        check=True,
        timeout=120,
    )
    subprocess.run(
        ["mount", "-o", "ro,nodev,nosuid", f"/dev/mapper/{mapper}", mount_point],
        check=True,
        timeout=60,
    )
    return mount_point


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="mount a backup volume")
    parser.add_argument("volume")
    print(mount_backup(parser.parse_args().volume))
