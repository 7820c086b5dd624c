import json
import logging
import os
import shutil
from pathlib import Path

log = logging.getLogger("pos.setup")


def install_client(source: Path, prefix: Path, settings: dict) -> Path:
    """Install the cash register client below prefix and write its settings."""
    version = (source / "VERSION").read_text(encoding="ascii").strip()
    target = prefix / "posclient" / version
    if target.exists():
        raise FileExistsError(f"version {version} is already installed")
    shutil.copytree(source, target, symlinks=False)

    config = target / "etc" / "client.json"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text(json.dumps(settings, indent=2), encoding="utf-8")

    os.chmod(target, 0o777)
    for path in target.rglob("*"):
        os.chmod(path, 0o777)

    current = prefix / "posclient" / "current"
    draft = current.with_name("current.new")
    draft.unlink(missing_ok=True)
    draft.symlink_to(version)
    draft.replace(current)
    log.info("installed cash register client %s", version)
    return target
