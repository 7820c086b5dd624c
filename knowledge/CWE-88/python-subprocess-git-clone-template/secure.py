import logging
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

log = logging.getLogger("wizard.clone")


def clone_template(repository: str, branch: str, workspace: Path) -> Path:
    name = repository.rstrip("/").rsplit("/", 1)[-1].removesuffix(".git")
    target = workspace / name
    if target.exists():
        raise FileExistsError(f"{name} has already been created")
    if urlsplit(repository).scheme != "https":
        raise ValueError("template repositories must be https addresses")

    result = subprocess.run(
        ["git", "clone", "--depth", "1", f"--branch={branch}", "--", repository, str(target)],
        capture_output=True,
        text=True,
        timeout=180,
    )
    if result.returncode != 0:
        log.error("clone of %s failed: %s", repository, result.stderr.strip())
        raise RuntimeError("template repository could not be cloned")

    commit = subprocess.run(
        ["git", "-C", str(target), "rev-parse", "HEAD"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    log.info("template %s at %s cloned", name, commit[:12])
    return target
