import importlib.util
import logging
from pathlib import Path

log = logging.getLogger("till.drivers")
DRIVER_DIR = Path("/opt/till/drivers")
KNOWN_DRIVERS = {"escpos", "starline", "zebra"}


def load_printer_driver(name: str, device: str):
    """Load the driver module of the receipt printer and open the device."""
    if name not in KNOWN_DRIVERS:
        raise ValueError(f"no printer driver {name!r}")

    location = DRIVER_DIR / f"driver_{name}.py"
    spec = importlib.util.spec_from_file_location(f"till_driver_{name}", location)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    if getattr(module, "API_LEVEL", 0) < 3:
        raise RuntimeError(f"driver {name} is too old")
    printer = module.open_printer(device)
    log.info("printer %s on %s, driver from %s", name, device, module.__file__)
    return printer
