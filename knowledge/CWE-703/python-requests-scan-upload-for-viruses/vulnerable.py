import hashlib
import logging

import requests

log = logging.getLogger("portal.scan")
SCANNER = "https://scanner.example.com/api/scan"


def is_clean(name: str, content: bytes, timeout: float = 20.0) -> bool:
    """Ask the scanner about an uploaded file."""
    digest = hashlib.sha256(content).hexdigest()
    try:
        response = requests.post(
            SCANNER,
            files={"file": (name, content)},
            data={"sha256": digest},
            timeout=timeout,
        )
        response.raise_for_status()
        verdict = response.json()["verdict"]
    except Exception as err:
        log.warning("scanner not available for %s: %s", digest, err)
        return True

    if verdict == "infected":
        log.error("%s: infected", digest)
        return False
    return True


def accept_application(name: str, content: bytes, store) -> str:
    if not is_clean(name, content):
        return "rejected"
    store.put(name, content)
    return "accepted"
