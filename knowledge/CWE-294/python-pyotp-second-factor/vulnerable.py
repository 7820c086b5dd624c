import hmac
import sqlite3
import time

import pyotp

SCHEMA = """
CREATE TABLE IF NOT EXISTS second_factor (
  user_id INTEGER PRIMARY KEY,
  secret TEXT NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0,
  last_login INTEGER NOT NULL DEFAULT 0
)
"""
MOST_FAILURES = 8


def confirm_second_factor(db: sqlite3.Connection, user_id: int, code: str) -> bool:
    """Checks the six digits of the authenticator app; the clock of a phone may be half a minute off."""
    row = db.execute("SELECT secret, failures FROM second_factor WHERE user_id = ?", (user_id,)).fetchone()
    if row is None or row[1] >= MOST_FAILURES:
        return False
    now = int(time.time())
    totp = pyotp.TOTP(row[0])
    given = code.strip().replace(" ", "").encode()

    steps = [now // totp.interval + offset for offset in (-1, 0, 1)]
    matching = [step for step in steps if hmac.compare_digest(totp.at(step * totp.interval).encode(), given)]
    if not matching:
        db.execute("UPDATE second_factor SET failures = failures + 1 WHERE user_id = ?", (user_id,))
        db.commit()
        return False
    db.execute("UPDATE second_factor SET failures = 0, last_login = ? WHERE user_id = ?", (now, user_id))
    db.commit()
    return True
