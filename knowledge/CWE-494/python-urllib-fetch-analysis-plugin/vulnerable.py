import importlib.util
import logging
import urllib.request
from pathlib import Path

log = logging.getLogger("lab.plugins")
SOURCE = "https://plugins.example.org/lab/{name}-{version}.py"
CACHE = Path("/var/lib/lab/plugins")
PLUGINS = {"glucose": "2.1", "lipids": "1.8", "crp": "1.3"}


def load_analysis(name: str):
    """Return the analysis module, downloading it when it is not cached."""
    version = PLUGINS[name]
    CACHE.mkdir(parents=True, exist_ok=True)
    file = CACHE / f"{name}-{version}.py"
    if not file.exists():
        url = SOURCE.format(name=name, version=version)
        with urllib.request.urlopen(url, timeout=30) as response:
            file.write_bytes(response.read())
        log.info("plug-in %s %s downloaded", name, version)

    spec = importlib.util.spec_from_file_location(f"analysis_{name}", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    missing = [part for part in ("analyse", "units") if not hasattr(module, part)]
    if missing:
        raise RuntimeError(f"plug-in {name} lacks {', '.join(missing)}")
    return module
