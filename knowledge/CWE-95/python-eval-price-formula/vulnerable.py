import logging
from decimal import Decimal

log = logging.getLogger("shop.pricing")


def discount_for(order: dict, rules: list[dict]) -> Decimal:
    names = {
        "total": Decimal(order["total"]),
        "items": Decimal(len(order["lines"])),
        "weight": Decimal(order.get("weight_kg", 0)),
    }
    best = Decimal(0)
    for rule in rules:
        if rule["country"] not in ("*", order["country"]):
            continue
        try:
            value = Decimal(eval(rule["formula"], {}, names))
        except Exception:
            log.exception("rule %s has a bad formula", rule["id"])
            continue
        best = max(best, value)
    limited = min(best, names["total"])
    log.info("order %s: discount %s", order["number"], limited)
    return limited.quantize(Decimal("0.01"))
