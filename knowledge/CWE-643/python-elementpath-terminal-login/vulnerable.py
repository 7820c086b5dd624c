import hashlib
import logging
import xml.etree.ElementTree as ET
from pathlib import Path

import elementpath

log = logging.getLogger("pos.operators")

OPERATORS = Path("/etc/pos/operators.xml")


def authenticate(name: str, pin: str, terminal: str) -> dict | None:
    """Return the operator who may work at this terminal, or None."""
    root = ET.parse(OPERATORS).getroot()
    salt = root.get("salt", "")
    digest = hashlib.scrypt(pin.encode(), salt=salt.encode(), n=2**14, r=8, p=1).hex()

    query = (
        f"operator[name = '{name}' and pin = '{digest}']"
        f"[terminals/terminal = '{terminal}']"
    )
    matches = elementpath.select(root, query)
    if not matches:
        log.warning("sign-in at terminal %s failed", terminal)
        return None

    operator = matches[0]
    log.info("operator %s signed in at terminal %s", operator.get("id"), terminal)
    return {
        "id": operator.get("id"),
        "name": operator.findtext("name"),
        "roles": [role.text for role in operator.iterfind("roles/role")],
    }
