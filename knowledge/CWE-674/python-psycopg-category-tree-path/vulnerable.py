import logging
from collections import defaultdict

import psycopg
from psycopg.rows import dict_row

log = logging.getLogger("catalogue.tree")


def load_children(connection: psycopg.Connection) -> dict:
    children = defaultdict(list)
    with connection.cursor(row_factory=dict_row) as cursor:
        cursor.execute("SELECT id, parent_id, products FROM category WHERE NOT hidden ORDER BY position")
        for row in cursor:
            children[row["parent_id"]].append(row)
    return children


def count_products(children: dict, category_id: int) -> int:
    """Number of products in all categories below a category."""
    total = 0
    for child in children.get(category_id, []):
        total += child["products"]
        total += count_products(children, child["id"])
    return total


def menu(connection: psycopg.Connection) -> list[dict]:
    children = load_children(connection)
    entries = []
    for top in children.get(None, []):
        below = count_products(children, top["id"])
        entries.append({"id": top["id"], "products": top["products"] + below})
    log.info("menu with %d entries", len(entries))
    return entries
