import logging
import os
import pwd
import stat

log = logging.getLogger("panel.ownership")
SKIPPED = {".snapshot", ".quota"}


def repair_home_ownership(account: str) -> int:
    """Give all files below an account's home back to the account."""
    entry = pwd.getpwnam(account)
    if entry.pw_uid < 10000:
        raise PermissionError(f"{account} is not a hosting account")

    changed = 0
    for folder, names, files, dir_fd in os.fwalk(entry.pw_dir):
        names[:] = [name for name in names if name not in SKIPPED]
        for name in names + files:
            path = os.path.join(folder, name)
            try:
                info = os.stat(name, dir_fd=dir_fd, follow_symlinks=False)
                if (info.st_uid, info.st_gid) == (entry.pw_uid, entry.pw_gid):
                    continue
                if stat.S_ISREG(info.st_mode) and info.st_nlink > 1:
                    log.warning("%s has several links, left alone", path)
                    continue
                os.chown(name, entry.pw_uid, entry.pw_gid, dir_fd=dir_fd, follow_symlinks=False)
                changed += 1
            except FileNotFoundError:
                log.debug("%s vanished", path)

    log.info("%s: %d entries changed", account, changed)
    return changed
