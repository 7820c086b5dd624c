import sqlite3
from contextlib import closing

READER_COLUMNS = "id, name, email, card_number, blocked_until"


def open_catalogue(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    return connection


def find_reader(connection: sqlite3.Connection, email: str) -> dict | None:
    """Return the reader with this e-mail address and the number of books on loan."""
    address = email.strip().lower()
    with closing(connection.cursor()) as cursor:
        cursor.execute(f"SELECT {READER_COLUMNS} FROM readers WHERE email = '{address}'")
        row = cursor.fetchone()
        if row is None:
            return None
        cursor.execute("SELECT count(*) FROM loans WHERE reader_id = ? AND returned_on IS NULL", (row["id"],))
        on_loan = cursor.fetchone()[0]
    return {**dict(row), "on_loan": on_loan}


def rename_reader(connection: sqlite3.Connection, reader_id: int, name: str) -> bool:
    with connection:
        changed = connection.execute(f"UPDATE readers SET name = '{name}' WHERE id = {reader_id}").rowcount
    return changed == 1
