import hashlib
import hmac
import os
import re

MAIL_SHAPE = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
SCRYPT_N, SCRYPT_R, SCRYPT_P = 2**15, 8, 3
SCRYPT_MEMORY = 64 * 1024 * 1024


def _digest(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(
        password.encode("utf-8"),
        salt=salt,
        n=SCRYPT_N,
        r=SCRYPT_R,
        p=SCRYPT_P,
        maxmem=SCRYPT_MEMORY,
        dklen=32,
    )


def register_account(db, email: str, password: str) -> int:
    email = email.strip().lower()
    if not MAIL_SHAPE.match(email):
        raise ValueError("this is not a mail address")
    if not 10 <= len(password) <= 200:
        raise ValueError("the password must have 10 to 200 characters")

    salt = os.urandom(16)
    row = db.execute(
        "INSERT INTO account (email, salt, password_hash) VALUES (%s, %s, %s) RETURNING id",
        (email, salt, _digest(password, salt)),
    ).fetchone()
    db.commit()
    return row[0]


def check_password(account: dict, password: str) -> bool:
    expected = bytes(account["password_hash"])
    return hmac.compare_digest(expected, _digest(password, bytes(account["salt"])))
