import logging
import re
from pathlib import Path

from flask import Blueprint, abort, g, request, send_file

payroll = Blueprint("payroll", __name__, url_prefix="/payroll")
log = logging.getLogger("staff.payroll")
ARCHIVE = Path("/srv/staff/payslips")
MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")


@payroll.get("/slip")
def download_slip():
    """Send the payslip of the month that was chosen in the calendar, as PDF."""
    month = request.args.get("month", "")
    if not MONTH.match(month):
        abort(400, "month must look like 2024-07")

    slip = (ARCHIVE / str(g.employee.number) / f"{month}.pdf").resolve()
    if not slip.is_file():
        log.info("employee %s has no slip for %s", g.employee.number, month)
        abort(404)

    log.info("employee %s takes slip %s", g.employee.number, month)
    return send_file(slip, mimetype="application/pdf", download_name=f"payslip-{month}.pdf")
