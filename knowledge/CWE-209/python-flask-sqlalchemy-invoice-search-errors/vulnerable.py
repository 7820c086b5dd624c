import logging
import traceback
from datetime import date

from flask import Blueprint, jsonify, request
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from .models import Invoice, db

invoices = Blueprint("invoices", __name__)
logger = logging.getLogger("billing.invoices")


@invoices.get("/api/invoices")
def search_invoices():
    customer = request.args.get("customer", "")
    since = request.args.get("since", "2020-01-01")
    try:
        query = (
            select(Invoice)
            .where(Invoice.customer_no == int(customer), Invoice.issued_on >= date.fromisoformat(since))
            .order_by(Invoice.issued_on.desc())
            .limit(100)
        )
        rows = db.session.execute(query).scalars().all()
    except (SQLAlchemyError, ValueError) as exc:
        logger.error("invoice search failed: %s", exc)
        return jsonify(error=str(exc), trace=traceback.format_exc()), 500

    return jsonify(
        [
            {"number": row.number, "issued_on": row.issued_on.isoformat(), "total": str(row.total)}
            for row in rows
        ]
    )
