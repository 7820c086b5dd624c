import logging
from datetime import date

from flask import Blueprint, abort, render_template_string, request
from flask_login import current_user, login_required

from courses.models import Enrolment

log = logging.getLogger("courses.certificates")
certificates = Blueprint("certificates", __name__)


@certificates.get("/certificates/<int:course_id>")
@login_required
def certificate(course_id: int):
    enrolment = Enrolment.query.filter_by(course_id=course_id, user_id=current_user.id).first()
    if enrolment is None or enrolment.passed_on is None:
        abort(404)
    name = request.args.get("name") or current_user.full_name
    honour = request.args.get("title", "")

    page = """
    {% extends "print.html" %}
    {% block body %}
    <h1>Certificate</h1>
    <p class="name">{{ honour }} {{ name }}</p>
    <p>has completed <em>{{ course }}</em> on {{ passed }}.</p>
    <p class="issued">Issued {{ issued }}</p>
    {% endblock %}
    """
    log.info("certificate for enrolment %d shown", enrolment.id)
    return render_template_string(
        page,
        honour=honour,
        name=name,
        course=enrolment.course.title,
        passed=f"{enrolment.passed_on:%d %B %Y}",
        issued=f"{date.today():%d %B %Y}",
    )
