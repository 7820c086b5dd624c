import sqlite3


def find_recipes(db: sqlite3.Connection, ingredient: str) -> list[str]:
    """Return the titles of all recipes whose column `ingredients` contains the ingredient, in alphabetical order."""
