import logging

from sqlalchemy import and_, not_, or_, select
from sqlalchemy.orm import Session

from .models import Customer

log = logging.getLogger("crm.segments")

COLUMNS = {"city": Customer.city, "orders": Customer.order_count, "language": Customer.language}


def build_condition(rule: dict):
    """Translate a rule such as {"any": [{"field": "city", ...}]}."""
    if "all" in rule:
        return and_(*[build_condition(part) for part in rule["all"]])
    if "any" in rule:
        return or_(*[build_condition(part) for part in rule["any"]])
    if "not" in rule:
        return not_(build_condition(rule["not"]))

    column = COLUMNS.get(rule.get("field"))
    if column is None:
        raise ValueError(f"unknown field {rule.get('field')!r}")
    value = rule.get("value")
    match rule.get("op", "eq"):
        case "eq":
            return column == value
        case "min":
            return column >= value
        case "max":
            return column <= value
    raise ValueError(f"unknown operator {rule.get('op')!r}")


def segment_members(session: Session, rule: dict, limit: int = 500) -> list[int]:
    statement = select(Customer.id).where(build_condition(rule)).order_by(Customer.id).limit(limit)
    members = list(session.scalars(statement))
    log.info("segment with %d members", len(members))
    return members
