from datetime import date, timedelta

from flask import Blueprint, g, jsonify, request
from sqlalchemy import bindparam, text

billing = Blueprint("billing", __name__, url_prefix="/billing")


@billing.get("/invoices")
def invoice_report():
    customer_ref = request.args.get("customer", "")
    statuses = request.args.getlist("status") or ["open", "overdue"]
    since = request.args.get("since") or (date.today() - timedelta(days=90)).isoformat()

    statement = text(
        "SELECT number, issued_on, total_cents, status FROM invoices "
        "WHERE tenant_id = :tenant_id"
        " AND status IN :statuses"
        " AND issued_on >= :since"
        " AND customer_ref LIKE :prefix ORDER BY issued_on DESC"
    ).bindparams(bindparam("statuses", expanding=True))
    rows = g.session.execute(
        statement,
        {
            "tenant_id": g.tenant_id,
            "statuses": statuses,
            "since": date.fromisoformat(since),
            "prefix": customer_ref + "%",
        },
    ).mappings().all()
    total = sum(row["total_cents"] for row in rows)
    return jsonify(
        invoices=[dict(row) for row in rows],
        count=len(rows),
        total=f"{total / 100:.2f}",
    )
