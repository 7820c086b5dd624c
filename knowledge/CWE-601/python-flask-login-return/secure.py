import logging
from urllib.parse import urljoin, urlsplit

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.security import check_password_hash

from portal.models import Patient

log = logging.getLogger("portal.auth")
auth = Blueprint("auth", __name__)


def return_target(value: str | None) -> str:
    if value and "\\" not in value and value.isprintable():
        base = urlsplit(request.host_url)
        target = urlsplit(urljoin(request.host_url, value))
        if (target.scheme, target.netloc) == (base.scheme, base.netloc):
            return target._replace(scheme="", netloc="", path="/" + target.path.lstrip("/")).geturl()
    return url_for("portal.appointments")


@auth.route("/login", methods=["GET", "POST"])
def login():
    target = return_target(request.args.get("next"))
    if "patient_id" in session:
        return redirect(target)

    error = None
    if request.method == "POST":
        email = request.form.get("email", "").strip().lower()
        patient = Patient.query.filter_by(email=email).first()
        if patient and check_password_hash(patient.password_hash, request.form.get("password", "")):
            session.clear()
            session["patient_id"] = patient.id
            log.info("patient %d signed in", patient.id)
            return redirect(target)
        error = "E-mail address or password is wrong."
    return render_template("login.html", error=error), 401 if error else 200
