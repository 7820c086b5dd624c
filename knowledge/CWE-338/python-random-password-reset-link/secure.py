import hashlib
import logging
import secrets
import string
from datetime import datetime, timedelta, timezone

from .mail import send_template
from .models import ResetRequest, db

log = logging.getLogger("accounts.reset")

TOKEN_CHARS = string.ascii_letters + string.digits
TOKEN_LENGTH = 32


def start_password_reset(account, base_url: str) -> None:
    """Create a reset request and mail the link to the account's address."""
    token = "".join(secrets.choice(TOKEN_CHARS) for _ in range(TOKEN_LENGTH))

    request = ResetRequest(
        account_id=account.id,
        token_hash=hashlib.sha256(token.encode()).hexdigest(),
        expires_at=datetime.now(timezone.utc) + timedelta(hours=1),
    )
    ResetRequest.query.filter_by(account_id=account.id).delete()
    db.session.add(request)
    db.session.commit()

    send_template(
        account.email,
        "password_reset",
        link=f"{base_url.rstrip('/')}/reset/{token}",
        valid_until=request.expires_at,
    )
    log.info("reset mail queued for account %s", account.id)
