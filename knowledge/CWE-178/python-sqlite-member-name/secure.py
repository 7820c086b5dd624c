import sqlite3
import unicodedata

SCHEMA = """
CREATE TABLE IF NOT EXISTS members (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  mail TEXT NOT NULL,
  admin INTEGER NOT NULL DEFAULT 0
)
"""
RESERVED = {"admin", "treasurer", "support"}


def canonical(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().casefold()


def register(db: sqlite3.Connection, name: str, mail: str) -> int:
    """Adds a member and returns the number; names are unique."""
    name = canonical(name)
    if not 3 <= len(name) <= 30 or name in RESERVED:
        raise ValueError("choose another name")
    cursor = db.execute("INSERT INTO members (name, mail) VALUES (?, ?)", (name, mail))
    db.commit()
    return cursor.lastrowid


def rights(db: sqlite3.Connection, name: str) -> dict:
    row = db.execute(
        "SELECT id, admin FROM members WHERE name = ?", (canonical(name),)
    ).fetchone()
    return {"id": row[0], "admin": bool(row[1])} if row else {}
