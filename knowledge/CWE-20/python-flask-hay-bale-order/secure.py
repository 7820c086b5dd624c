from flask import Blueprint, g, jsonify, request

from .store import Field, db, place_order

farm = Blueprint("farm", __name__, url_prefix="/farm")

PRICE_CENTS = 3850


@farm.post("/fields/<int:field_id>/orders")
def order_bales(field_id: int):
    """Order hay bales of one field and take the price from the neighbour's balance."""
    field = db.get_or_404(Field, field_id)
    data = request.get_json()
    bales = data.get("bales") if isinstance(data, dict) else None
    if type(bales) is not int or not 1 <= bales <= field.bales_left:
        return jsonify(error="bales must be a number that the field still has"), 400
    discount = g.account.discount

    cost = round(bales * PRICE_CENTS * (1 - discount))
    if g.account.balance_cents < cost:
        return jsonify(error="the balance does not cover this order"), 402

    field.bales_left -= bales
    g.account.balance_cents -= cost
    order = place_order(field=field, account=g.account, bales=bales, cost_cents=cost)
    db.session.commit()
    return jsonify(order=order.id, cost=cost, left=field.bales_left), 201
