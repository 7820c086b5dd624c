import hashlib
import hmac
import os
import sqlite3


class StaffAccounts:
    def __init__(self, path: str) -> None:
        self.db = sqlite3.connect(path)
        self.db.execute(
            "CREATE TABLE IF NOT EXISTS staff ("
            "login TEXT PRIMARY KEY, branch TEXT, salt BLOB, digest BLOB)"
        )

    def register(self, login: str, branch: str, password: str) -> None:
        login = login.strip().lower()
        if len(password) < 12:
            raise ValueError("the password needs at least 12 characters")
        salt = os.urandom(16)
        digest = self._digest(password, salt)
        with self.db:
            self.db.execute(
                "INSERT INTO staff (login, branch, salt, digest) VALUES (?, ?, ?, ?)",
                (login, branch, salt, digest),
            )

    def login_ok(self, login: str, password: str) -> bool:
        row = self.db.execute(
            "SELECT salt, digest FROM staff WHERE login = ?", (login.strip().lower(),)
        ).fetchone()
        salt, digest = row if row else (os.urandom(16), b"")
        return hmac.compare_digest(self._digest(password, salt), digest)

    @staticmethod
    def _digest(password: str, salt: bytes) -> bytes:
        return hashlib.scrypt(password.encode("utf-8"), salt=salt, n=2**14, r=8, p=5)
