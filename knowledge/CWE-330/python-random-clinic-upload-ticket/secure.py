import secrets
import string
from datetime import datetime, timedelta

ALPHABET = string.ascii_lowercase + string.digits
TICKET_LENGTH = 24
LIFETIME = timedelta(hours=2)


class UploadTickets:
    """Tickets with which patients send pictures to the clinic without an account."""

    def __init__(self) -> None:
        self._open: dict[str, tuple[int, datetime]] = {}

    def issue(self, case_id: int) -> str:
        ticket = "".join(secrets.choice(ALPHABET) for _ in range(TICKET_LENGTH))
        self._open[ticket] = (case_id, datetime.now() + LIFETIME)
        return ticket

    def redeem(self, ticket: str) -> int:
        case_id, until = self._open.pop(ticket, (0, datetime.min))
        if datetime.now() > until:
            raise LookupError("this ticket is unknown or has expired")
        return case_id

    def expire(self) -> int:
        late = [key for key, (_, until) in self._open.items() if datetime.now() > until]
        for key in late:
            del self._open[key]
        return len(late)
