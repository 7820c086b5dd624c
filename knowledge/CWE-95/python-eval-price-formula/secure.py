import ast
import logging
import operator
from decimal import Decimal

log = logging.getLogger("shop.pricing")

OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def evaluate(node: ast.AST, names: dict):
    if isinstance(node, ast.Expression):
        return evaluate(node.body, names)
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return Decimal(str(node.value))
    if isinstance(node, ast.Name) and node.id in names:
        return names[node.id]
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        return OPERATORS[type(node.op)](evaluate(node.left, names), evaluate(node.right, names))
    raise ValueError(f"{type(node).__name__} is not allowed in a formula")


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
            value = Decimal(evaluate(ast.parse(rule["formula"], mode="eval"), names))
        except Exception:
            log.exception("rule %s has a bad formula", rule["id"])
            continue
        best = max(best, value)
    limited = min(best, names["total"])
    log.info("order %s: discount %s", order["number"], limited)
    return limited.quantize(Decimal("0.01"))
