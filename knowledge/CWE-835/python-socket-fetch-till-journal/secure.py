import logging
import socket
from decimal import Decimal

log = logging.getLogger("till.journal")
END_MARK = b"\x04"
MAX_JOURNAL = 16 * 1024 * 1024


def fetch_journal(host: str, port: int = 7001, timeout: float = 10.0) -> list[dict]:
    """Fetch the journal of a till and return its bookings."""
    with socket.create_connection((host, port), timeout=timeout) as till:
        till.sendall(b"JOURNAL ALL\r\n")
        data = bytearray()
        while END_MARK not in data:
            chunk = till.recv(4096)
            if not chunk:
                raise ConnectionError(f"{host}: the journal is incomplete")
            data += chunk
            if len(data) > MAX_JOURNAL:
                raise ValueError(f"{host}: the journal is too large")

    journal, _, _ = bytes(data).partition(END_MARK)
    bookings = []
    for line in journal.decode("ascii", "replace").splitlines():
        fields = line.split("|")
        if len(fields) != 4:
            log.warning("%s: skipped %r", host, line[:60])
            continue
        number, moment, kind, amount = fields
        bookings.append(
            {"number": int(number), "moment": moment, "kind": kind, "amount": Decimal(amount)}
        )
    log.info("%s: %d bookings", host, len(bookings))
    return bookings
