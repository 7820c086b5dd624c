import hashlib
import hmac
import logging
import os
import sqlite3

log = logging.getLogger("club.members")

ITERATIONS = 600_000


def password_hash(password: str, salt: bytes | None = None) -> str:
    salt = salt or os.urandom(16)
    derived = hashlib.pbkdf2_hmac("sha256", password.encode("utf-8"), salt, ITERATIONS)
    return f"{salt.hex()}${derived.hex()}"


def set_password(db: sqlite3.Connection, member_no: int, password: str) -> None:
    if len(password) < 12:
        raise ValueError("the password needs at least 12 characters")
    with db:
        changed = db.execute(
            "UPDATE member SET password_hash = ? WHERE member_no = ?", (password_hash(password), member_no)
        ).rowcount
    if changed != 1:
        raise LookupError(f"no member {member_no}")
    log.info("password of member %d changed", member_no)


def log_in(db: sqlite3.Connection, member_no: int, password: str) -> bool:
    row = db.execute("SELECT password_hash FROM member WHERE member_no = ?", (member_no,)).fetchone()
    if row is None or row[0] is None:
        log.info("login of unknown member %d", member_no)
        return False
    salt = bytes.fromhex(row[0].partition("$")[0])
    return hmac.compare_digest(row[0], password_hash(password, salt))
