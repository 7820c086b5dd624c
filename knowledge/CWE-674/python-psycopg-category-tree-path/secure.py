import logging
from collections import defaultdict

import psycopg
from psycopg.rows import dict_row

log = logging.getLogger("catalogue.tree")
MAX_CATEGORIES = 20_000


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
    visited = {category_id}
    pending = [category_id]
    while pending:
        for child in children.get(pending.pop(), []):
            if child["id"] in visited:
                log.warning("category %d is its own ancestor", child["id"])
                continue
            visited.add(child["id"])
            if len(visited) > MAX_CATEGORIES:
                raise ValueError("too many categories")
            total += child["products"]
            pending.append(child["id"])
    return total


def menu(connection: psycopg.Connection) -> list[dict]:
    children = load_children(connection)
    entries = []
    for top in children.get(None, []):
        below = count_products(children, top["id"])
        entries.append({"id": top["id"], "products": top["products"] + below})
    log.info("menu with %d entries", len(entries))
    return entries
