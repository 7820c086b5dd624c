import gzip
import logging
import shutil
import subprocess
import tempfile
from datetime import date
from pathlib import Path

log = logging.getLogger("backup.mysql")


def dump_tenant(tenant: dict, target_dir: Path) -> Path:
    """Dump the database of a tenant and return the compressed file."""
    target = target_dir / f"{tenant['slug']}-{date.today():%Y%m%d}.sql.gz"
    target.touch(mode=0o600)
    options = tempfile.NamedTemporaryFile("w", suffix=".cnf")
    command = [
        "mysqldump",
        f"--defaults-extra-file={options.name}",
        f"--host={tenant['db_host']}",
        f"--user={tenant['db_user']}",
        "--single-transaction",
        "--routines",
        tenant["db_name"],
    ]
    log.info("dumping %s from %s", tenant["db_name"], tenant["db_host"])
    with options:
        password = tenant["db_password"].replace("\\", "\\\\")
        options.write(f'[client]\npassword="{password}"\n')
        options.flush()
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            with gzip.open(target, "wb") as out:
                shutil.copyfileobj(process.stdout, out)
    if process.returncode != 0:
        target.unlink(missing_ok=True)
        raise RuntimeError(f"mysqldump of {tenant['slug']} ended with {process.returncode}")

    log.info("%s has %d bytes", target.name, target.stat().st_size)
    return target
