import csv
import logging
import os
from datetime import date
from pathlib import Path

import psycopg

log = logging.getLogger("reports.sales")

QUERY = """
    SELECT b.name, sum(s.amount) AS total, count(*) AS receipts
    FROM sales s JOIN branches b ON b.id = s.branch_id
    WHERE s.sold_on >= %s AND s.sold_on < %s
    GROUP BY b.name ORDER BY total DESC
"""


def export_branch_sales(first: date, last: date, target: Path) -> int:
    rows = 0
    with psycopg.connect(
        host=os.environ["DB_HOST"],
        dbname="shop",
        user="postgres",
        password=os.environ["POSTGRES_PASSWORD"],
        application_name="branch-sales",
        connect_timeout=5,
    ) as conn:
        with conn.cursor() as cur, target.open("w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out)
            writer.writerow(["branch", "total", "receipts"])
            cur.execute(QUERY, (first, last))
            for name, total, receipts in cur:
                writer.writerow([name, f"{total:.2f}", receipts])
                rows += 1

    log.info("%d branches from %s to %s written to %s", rows, first, last, target)
    return rows
