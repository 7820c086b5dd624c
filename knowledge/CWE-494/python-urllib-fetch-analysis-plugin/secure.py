import hashlib
import hmac
import importlib.util
import logging
import urllib.request
from pathlib import Path

log = logging.getLogger("lab.plugins")
SOURCE = "https://plugins.example.org/lab/{name}-{version}.py"
CACHE = Path("/var/lib/lab/plugins")
PLUGINS = {
    "glucose": ("2.1", "5b0c1f7e93a86d24e1c7f05d8ab3926417fe60cd45b2a98371de0f6c2b8a4e95"),
    "lipids": ("1.8", "c47d09ea6f13b582907be4d1a35c68f20e9b7d46a1f0538c62e7d94bb3058a1f"),
    "crp": ("1.3", "08e6a3d5f97c4b210d8e5f6a7b3c92140f1e2d3c4b5a69788796a5b4c3d2e1f0"),
}


def load_analysis(name: str):
    """Return the analysis module, downloading it when it is not cached."""
    version, digest = PLUGINS[name]
    CACHE.mkdir(parents=True, exist_ok=True)
    file = CACHE / f"{name}-{version}.py"
    if file.exists():
        code = file.read_bytes()
    else:
        url = SOURCE.format(name=name, version=version)
        with urllib.request.urlopen(url, timeout=30) as response:
            code = response.read()
        log.info("plug-in %s %s downloaded", name, version)
    if not hmac.compare_digest(hashlib.sha256(code).hexdigest(), digest):
        file.unlink(missing_ok=True)
        raise RuntimeError(f"plug-in {name} {version} does not have the expected content")
    file.write_bytes(code)

    spec = importlib.util.spec_from_file_location(f"analysis_{name}", file)
    module = importlib.util.module_from_spec(spec)
    exec(compile(code, str(file), "exec"), module.__dict__)

    missing = [part for part in ("analyse", "units") if not hasattr(module, part)]
    if missing:
        raise RuntimeError(f"plug-in {name} lacks {', '.join(missing)}")
    return module
