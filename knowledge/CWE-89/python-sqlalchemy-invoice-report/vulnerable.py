from datetime import date, timedelta

from flask import Blueprint, g, jsonify, request
from sqlalchemy import text

billing = Blueprint("billing", __name__, url_prefix="/billing")


@billing.get("/invoices")
def invoice_report():
    customer_ref = request.args.get("customer", "")
    statuses = request.args.getlist("status") or ["open", "overdue"]
    since = request.args.get("since") or (date.today() - timedelta(days=90)).isoformat()

    status_list = ", ".join("'" + s + "'" for s in statuses)
    statement = text(
        "SELECT number, issued_on, total_cents, status FROM invoices "
        "WHERE tenant_id = " + str(g.tenant_id) +
        " AND status IN (" + status_list + ")"
        " AND issued_on >= '" + since + "'"
        " AND customer_ref LIKE '" + customer_ref + "%' ORDER BY issued_on DESC"
    )
    rows = g.session.execute(statement).mappings().all()
    total = sum(row["total_cents"] for row in rows)
    return jsonify(
        invoices=[dict(row) for row in rows],
        count=len(rows),
        total=f"{total / 100:.2f}",
    )
