import asyncio
import logging
from pathlib import Path

log = logging.getLogger("storage.export")

EXPORT_HOST = "export.example.org"


async def export_folders(account_root: Path, folders: list[str], module: str, bandwidth: int = 0) -> int:
    """Copy the chosen folders of an account to the customer's rsync module."""
    if any(".." in Path(folder).parts or Path(folder).is_absolute() for folder in folders):
        raise ValueError("folders must lie inside the account")
    args = ["rsync", "--archive", "--stats"]
    if bandwidth > 0:
        args.append(f"--bwlimit={bandwidth}")
    args.extend(folder.rstrip("/") for folder in folders if folder)
    args.append(f"{module}@{EXPORT_HOST}::{module}")

    process = await asyncio.create_subprocess_exec(
        *args,
        cwd=account_root,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    stdout, stderr = await process.communicate()
    if process.returncode != 0:
        log.error("rsync ended with %d: %s", process.returncode, stderr.decode(errors="replace"))
        raise RuntimeError("export failed")
    for line in stdout.decode().splitlines():
        if line.startswith("Number of regular files transferred:"):
            return int(line.rsplit(":", 1)[1].strip().replace(",", ""))
    return 0
