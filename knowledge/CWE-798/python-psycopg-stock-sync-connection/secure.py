import logging
import os
from datetime import datetime, timedelta, timezone

import psycopg
from psycopg.rows import dict_row

log = logging.getLogger("stocksync")

DB_HOST = os.environ.get("STOCK_DB_HOST", "warehouse-db.example.com")
DB_USER = os.environ.get("STOCK_DB_USER", "stock_sync")
DB_PASSWORD = os.environ["STOCK_DB_PASSWORD"]


def changed_stock_levels(hours: int = 1) -> list[dict]:
    """Return the articles whose stock changed during the last hours."""
    since = datetime.now(timezone.utc) - timedelta(hours=hours)
    with psycopg.connect(
        host=DB_HOST,
        dbname="warehouse",
        user=DB_USER,
        password=DB_PASSWORD,
        connect_timeout=5,
        row_factory=dict_row,
    ) as conn:
        rows = conn.execute(
            "SELECT sku, location, quantity, changed_at FROM stock_level WHERE changed_at >= %s",
            (since,),
        ).fetchall()
    log.info("%d stock levels changed since %s", len(rows), since.isoformat())
    return rows
