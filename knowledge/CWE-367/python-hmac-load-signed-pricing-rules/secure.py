import hashlib
import hmac
import json
import logging
from pathlib import Path

log = logging.getLogger("till.pricing")


def load_pricing_rules(path: Path, key: bytes) -> dict[str, dict]:
    """Load the pricing rules if their signature file matches."""
    expected = path.with_suffix(".sig").read_text().strip()
    content = path.read_bytes()
    digest = hmac.new(key, content, hashlib.sha256)
    if not hmac.compare_digest(digest.hexdigest(), expected):
        raise ValueError(f"{path.name}: the signature does not match")

    document = json.loads(content.decode("utf-8"))

    rules = {}
    for rule in document["rules"]:
        percent = float(rule.get("discount", 0))
        if not 0 <= percent <= 100:
            raise ValueError(f"rule {rule['id']}: discount out of range")
        rules[rule["id"]] = {
            "group": rule["group"],
            "discount": percent,
            "valid_until": rule.get("valid_until"),
        }
    log.info("%d pricing rules of %s loaded", len(rules), document.get("version"))
    return rules
