import csv
import io
import logging
from decimal import Decimal

from psycopg_pool import ConnectionPool

log = logging.getLogger("meters.import")
pool = ConnectionPool("dbname=meters", min_size=2, max_size=10, open=False)


def import_readings(supplier_id: int, text: str) -> int:
    """Store the readings of a supplier's CSV file; returns their number."""
    rows = csv.DictReader(io.StringIO(text), delimiter=";")
    stored = 0

    with pool.connection() as connection, connection.cursor() as cursor:
        for row in rows:
            kwh = Decimal(row["kwh"].replace(",", "."))
            if kwh < 0:
                raise ValueError(f"negative reading for meter {row['meter']}")
            cursor.execute(
                "INSERT INTO reading (supplier_id, meter, day, kwh) VALUES (%s, %s, %s, %s)",
                (supplier_id, row["meter"], row["day"], kwh),
            )
            stored += 1

    log.info("supplier %d: %d readings stored", supplier_id, stored)
    return stored
