import hashlib
import logging

import requests

log = logging.getLogger("portal.scan")
SCANNER = "https://scanner.example.com/api/scan"


class ScanUnavailable(Exception):
    """The scanner gave no usable verdict."""


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
    except (requests.RequestException, ValueError, KeyError, TypeError) as err:
        log.exception("scanner not available for %s", digest)
        raise ScanUnavailable(digest) from err

    if verdict != "clean":
        log.error("%s: verdict %r", digest, verdict)
        return False
    return True


def accept_application(name: str, content: bytes, store) -> str:
    try:
        if not is_clean(name, content):
            return "rejected"
    except ScanUnavailable:
        store.quarantine(name, content)
        return "waiting"
    store.put(name, content)
    return "accepted"
