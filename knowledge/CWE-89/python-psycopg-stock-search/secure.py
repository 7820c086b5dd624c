import logging

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

log = logging.getLogger("warehouse.search")

SORT_COLUMNS = {"sku", "title", "quantity", "updated_at"}


def search_stock(conn: psycopg.Connection, warehouse_id: int, filters: dict) -> list[dict]:
    term = (filters.get("q") or "").strip()
    bin_code = filters.get("bin")
    order = filters.get("sort") or "sku"
    limit = min(int(filters.get("limit", 50)), 200)

    if order not in SORT_COLUMNS:
        order = "sku"

    query = sql.SQL(
        "SELECT sku, title, quantity, bin_code FROM stock "
        "WHERE warehouse_id = %s"
    )
    params: list = [warehouse_id]
    if term:
        query += sql.SQL(" AND title ILIKE %s")
        params.append(f"%{term}%")
    if bin_code:
        query += sql.SQL(" AND bin_code = %s")
        params.append(bin_code)
    query += sql.SQL(" ORDER BY {} LIMIT %s").format(sql.Identifier(order))
    params.append(limit)

    with conn.cursor(row_factory=dict_row) as cursor:
        cursor.execute(query, params)
        rows = cursor.fetchall()
    log.info("stock search in warehouse %s returned %d rows", warehouse_id, len(rows))
    return rows
