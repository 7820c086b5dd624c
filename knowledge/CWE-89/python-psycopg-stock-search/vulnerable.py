import logging

import psycopg
from psycopg.rows import dict_row

log = logging.getLogger("warehouse.search")

def search_stock(conn: psycopg.Connection, warehouse_id: int, filters: dict) -> list[dict]:
    term = (filters.get("q") or "").strip()
    bin_code = filters.get("bin")
    order = filters.get("sort") or "sku"
    limit = min(int(filters.get("limit", 50)), 200)

    query = (
        "SELECT sku, title, quantity, bin_code FROM stock "
        f"WHERE warehouse_id = {warehouse_id}"
    )
    if term:
        query += f" AND title ILIKE '%{term}%'"
    if bin_code:
        query += f" AND bin_code = '{bin_code}'"
    query += f" ORDER BY {order} LIMIT {limit}"

    with conn.cursor(row_factory=dict_row) as cursor:
        cursor.execute(query)
        rows = cursor.fetchall()
    log.info("stock search in warehouse %s returned %d rows", warehouse_id, len(rows))
    return rows
