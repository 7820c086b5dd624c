import logging

from flask import Blueprint, abort, jsonify, request
from flask_login import current_user, login_required
from sqlalchemy import select, update

from stock.extensions import db
from stock.models import Bin, Movement, Warehouse

bp = Blueprint("warehouses", __name__, url_prefix="/api/warehouses")
log = logging.getLogger(__name__)


@bp.get("/<int:warehouse_id>/bins")
@login_required
def list_bins(warehouse_id):
    rows = db.session.scalars(select(Bin).where(Bin.warehouse_id == warehouse_id))
    return jsonify([{"code": b.code, "count": b.count} for b in rows])


@bp.post("/<int:warehouse_id>/close")
@login_required
def close_warehouse(warehouse_id):
    warehouse = db.get_or_404(Warehouse, warehouse_id)
    target_id = (request.get_json(silent=True) or {}).get("move_stock_to")
    target = db.session.get(Warehouse, target_id) if target_id else None
    if target is None or target.closed or target.id == warehouse.id:
        abort(409, "stock needs an open warehouse to move to")
    moved = db.session.execute(
        update(Bin).where(Bin.warehouse_id == warehouse.id).values(warehouse_id=target.id)
    ).rowcount
    warehouse.closed = True
    db.session.add(Movement(source=warehouse, target=target, bins=moved, by=current_user.id))
    db.session.commit()
    log.info("user %s closed warehouse %s, %d bins moved", current_user.id, warehouse.id, moved)
    return jsonify(closed=warehouse.id, moved=moved)
