import importlib
import logging
import os
import sys
from pathlib import Path

log = logging.getLogger("till.drivers")
DRIVER_DIR = Path("/opt/till/drivers")
KNOWN_DRIVERS = {"escpos", "starline", "zebra"}


def load_printer_driver(name: str, device: str):
    """Load the driver module of the receipt printer and open the device."""
    if name not in KNOWN_DRIVERS:
        raise ValueError(f"no printer driver {name!r}")

    for directory in (str(DRIVER_DIR), os.getcwd()):
        if directory not in sys.path:
            sys.path.insert(0, directory)
    module = importlib.import_module(f"driver_{name}")

    if getattr(module, "API_LEVEL", 0) < 3:
        raise RuntimeError(f"driver {name} is too old")
    printer = module.open_printer(device)
    log.info("printer %s on %s, driver from %s", name, device, module.__file__)
    return printer
