import logging
import os
import pwd
import subprocess
from pathlib import Path

log = logging.getLogger("deployd")
CHECKOUTS = Path("/srv/checkouts")
HOOKS = ("prepare", "build", "check")
HOOK_ENV = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"}


class HookFailed(RuntimeError):
    pass


def run_hooks(project: str, revision: str, timeout: int = 900) -> list[str]:
    """Run the hook scripts of a checked-out project; deployd itself runs as root."""
    if not project.isalnum():
        raise ValueError("project names are alphanumeric")
    directory = CHECKOUTS / project / revision[:12]
    account = pwd.getpwnam(f"build-{project}")
    done = []
    for hook in HOOKS:
        script = directory / "hooks" / hook
        if not os.access(script, os.X_OK):
            continue
        result = subprocess.run(
            [str(script), revision],
            cwd=directory,
            capture_output=True,
            text=True,
            timeout=timeout,
            user=account.pw_uid,
            group=account.pw_gid,
            extra_groups=[],
            umask=0o077,
            env={**HOOK_ENV, "HOME": account.pw_dir},
        )
        log.info("%s/%s: %s ended with %d", project, revision[:12], hook, result.returncode)
        if result.returncode != 0:
            raise HookFailed(f"{hook}: {result.stderr[-2000:]}")
        done.append(hook)
    return done
