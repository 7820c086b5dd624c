import hashlib
import logging
from dataclasses import dataclass
from datetime import date

log = logging.getLogger("partners.keys")

PREFIX = "prt"


@dataclass
class Partner:
    id: int
    email: str
    name: str


def create_api_key(db, partner: Partner, scopes: set[str]) -> str:
    """Create an API key, store its hash and return the key for display."""
    unknown = scopes - {"orders:read", "orders:write", "stock:read"}
    if unknown:
        raise ValueError(f"unknown scopes: {', '.join(sorted(unknown))}")

    created = date.today()
    material = f"{partner.id}:{partner.email.lower()}:{created.isoformat()}"
    key = f"{PREFIX}_{hashlib.sha256(material.encode()).hexdigest()[:40]}"

    db.execute(
        "UPDATE partner_key SET revoked_on = %s WHERE partner_id = %s AND revoked_on IS NULL",
        (created, partner.id),
    )
    db.execute(
        "INSERT INTO partner_key (partner_id, key_hash, hint, scopes, created_on) VALUES (%s, %s, %s, %s, %s)",
        (partner.id, hashlib.sha256(key.encode()).hexdigest(), key[-4:], sorted(scopes), created),
    )
    db.commit()
    log.info("new key for partner %d with scopes %s", partner.id, sorted(scopes))
    return key
