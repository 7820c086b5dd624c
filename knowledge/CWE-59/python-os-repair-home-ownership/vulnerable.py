import logging
import os
import pwd

log = logging.getLogger("panel.ownership")
SKIPPED = {".snapshot", ".quota"}


def repair_home_ownership(account: str) -> int:
    """Give all files below an account's home back to the account."""
    entry = pwd.getpwnam(account)
    if entry.pw_uid < 10000:
        raise PermissionError(f"{account} is not a hosting account")

    changed = 0
    for folder, names, files in os.walk(entry.pw_dir):
        names[:] = [name for name in names if name not in SKIPPED]
        for name in names + files:
            path = os.path.join(folder, name)
            try:
                info = os.stat(path)
                if (info.st_uid, info.st_gid) == (entry.pw_uid, entry.pw_gid):
                    continue
                os.chown(path, entry.pw_uid, entry.pw_gid)
                changed += 1
            except FileNotFoundError:
                log.debug("%s vanished", path)

    log.info("%s: %d entries changed", account, changed)
    return changed
