import sqlite3


def find_recipes(db: sqlite3.Connection, ingredient: str) -> list[str]:
    """Return the titles of all recipes whose column `ingredients` contains the ingredient, in alphabetical order."""
    rows = db.execute("SELECT title FROM recipes WHERE instr(ingredients, ?) > 0 ORDER BY title", (ingredient,))
    return [row[0] for row in rows.fetchall()]
