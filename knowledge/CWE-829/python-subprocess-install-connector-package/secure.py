import importlib
import logging
import subprocess
import sys
from pathlib import Path

log = logging.getLogger("integration.connectors")
INDEX = "https://packages.example.com/simple"
TARGET = Path("/var/lib/integration/site")
LOCK_DIR = Path("/opt/integration/locks")
CONNECTORS = {"acct-connector-sepa", "acct-connector-edifact", "acct-connector-peppol"}


def install_connector(package: str, timeout: int = 300):
    """Install a connector and return its imported module."""
    if package not in CONNECTORS:
        raise ValueError(f"{package} is not a connector")

    command = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check"]
    command += ["--isolated", "--index-url", INDEX, "--require-hashes", "--no-deps", "--only-binary", ":all:"]
    command += ["--target", str(TARGET), "--requirement", str(LOCK_DIR / f"{package}.txt")]
    result = subprocess.run(command, capture_output=True, text=True, timeout=timeout)
    if result.returncode != 0:
        log.error("pip: %s", result.stderr[-1000:])
        raise RuntimeError(f"{package} cannot be installed")

    importlib.invalidate_caches()
    if str(TARGET) not in sys.path:
        sys.path.append(str(TARGET))
    module = importlib.import_module(package.replace("-", "_"))
    log.info("connector %s %s ready", package, getattr(module, "__version__", "?"))
    return module
