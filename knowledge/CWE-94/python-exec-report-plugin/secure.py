import logging
from decimal import Decimal

log = logging.getLogger("billing.reports")

STEPS = {
    "uppercase": lambda row, column, _arg: row.update({column: str(row[column]).upper()}),
    "round": lambda row, column, arg: row.update({column: round(Decimal(row[column]), int(arg))}),
    "add_percent": lambda row, column, arg: row.update(
        {column: Decimal(row[column]) * (1 + Decimal(arg) / 100)}
    ),
}


def transform_rows(rows: list[dict], steps: list[dict]) -> list[dict]:
    """Apply the tenant's transformation steps to every row of a report."""
    chosen = [
        (step["name"], STEPS[step["operation"]], step["column"], step.get("argument"))
        for step in steps
        if step.get("enabled", True)
    ]
    result = []
    for number, row in enumerate(rows, start=1):
        current = dict(row)
        for name, operation, column, argument in chosen:
            try:
                operation(current, column, argument)
            except Exception as exc:
                log.warning("step %s failed on row %d: %s", name, number, exc)
                break
        else:
            result.append(current)
    log.info("transformed %d of %d rows", len(result), len(rows))
    return result
