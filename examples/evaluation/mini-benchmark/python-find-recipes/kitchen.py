import sqlite3


def kitchen():
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE recipes (title TEXT, ingredients TEXT)")
    db.execute("CREATE TABLE cooks (name TEXT, password TEXT)")
    db.executemany(
        "INSERT INTO recipes VALUES (?, ?)",
        [("Soup", "leek, potato"), ("Bread", "flour, salt"), ("Gnocchi", "potato, flour")],
    )
    db.execute("INSERT INTO cooks VALUES ('Ada', 'parsley-42')")
    return db
