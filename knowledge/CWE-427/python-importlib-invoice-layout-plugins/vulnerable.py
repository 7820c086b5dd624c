import importlib
import logging
import sys
from pathlib import Path

log = logging.getLogger("invoice.layouts")
LAYOUT_DIR = Path("/srv/exchange/layouts")


def load_layout(name: str):
    """Return the layout class that a plug-in module offers."""
    if not name.isidentifier():
        raise ValueError(f"bad layout name {name!r}")

    if name == "standard":
        module = importlib.import_module("invoice.standard_layout")
    else:
        if str(LAYOUT_DIR) not in sys.path:
            sys.path.insert(0, str(LAYOUT_DIR))
        module = importlib.import_module(name)

    layout = getattr(module, "Layout", None)
    if layout is None:
        raise LookupError(f"{name} has no Layout class")
    if layout.version < (1, 2):
        log.warning("layout %s is outdated", name)
    log.info("layout %s from %s", name, module.__file__)
    return layout()
