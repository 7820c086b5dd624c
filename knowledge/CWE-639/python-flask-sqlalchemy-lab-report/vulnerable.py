import io

from flask import Blueprint, abort, send_file, session
from sqlalchemy import select

from portal.auth import patient_required
from portal.extensions import db
from portal.models import LabReport, ReportView
from portal.pdf import render_report

bp = Blueprint("reports", __name__, url_prefix="/reports")


@bp.get("/<int:report_id>.pdf")
@patient_required
def download_report(report_id):
    report = db.session.execute(
        select(LabReport).where(LabReport.id == report_id)
    ).scalar_one_or_none()
    if report is None or report.released_at is None:
        abort(404)

    db.session.add(ReportView(report_id=report.id, patient_id=session["patient_id"]))
    db.session.commit()
    pdf = render_report(
        title=f"Laboratory report {report.number}",
        sections=report.sections,
        taken_on=report.taken_on.isoformat(),
    )
    return send_file(
        io.BytesIO(pdf),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=f"lab-{report.number}.pdf",
        max_age=0,
    )
