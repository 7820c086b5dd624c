import logging
import random
from datetime import date, timedelta

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from shop.models import Coupon, Customer

log = logging.getLogger("loyalty")

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def issue_coupons(session: Session, value_cents: int, per_customer: int = 2) -> int:
    valid_until = date.today() + timedelta(days=90)
    customers = session.scalars(
        select(Customer).where(Customer.active, Customer.points >= 500)
    )
    rows = []
    for customer in customers:
        rng = random.SystemRandom()
        for _ in range(per_customer):
            code = "".join(rng.choice(ALPHABET) for _ in range(12))
            rows.append(
                {
                    "customer_id": customer.id,
                    "code": f"{code[:4]}-{code[4:8]}-{code[8:]}",
                    "value_cents": value_cents,
                    "valid_until": valid_until,
                }
            )
        customer.points -= 500
    if rows:
        session.execute(insert(Coupon), rows)
    session.commit()
    log.info("%d coupons of %d cents issued", len(rows), value_cents)
    return len(rows)
