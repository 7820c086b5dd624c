import sqlite3


def open_catalogue(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    return connection


def find_reader(connection: sqlite3.Connection, email: str) -> dict | None:
    """Return the reader with this e-mail address, or nothing."""
    address = email.strip().lower()
    cursor = connection.cursor()
    cursor.execute("SELECT id, name, email, card_number FROM readers WHERE email = ?", (address,))
    row = cursor.fetchone()
    return dict(row) if row else None


def rename_reader(connection: sqlite3.Connection, reader_id: int, name: str) -> bool:
    with connection:
        changed = connection.execute("UPDATE readers SET name = ? WHERE id = ?", (name, reader_id)).rowcount
    return changed == 1
