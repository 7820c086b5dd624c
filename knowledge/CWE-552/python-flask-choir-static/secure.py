import csv
import os
from datetime import date
from pathlib import Path

from flask import Flask, abort, redirect, send_from_directory, session, url_for

ROOT = Path(__file__).resolve().parent
EXPORTS = ROOT.parent / "private" / "exports"

app = Flask(__name__, static_folder="static")
app.secret_key = os.environ["CHOIR_SECRET"]


@app.post("/members/export")
def export_members():
    """Writes the list of members as CSV for the treasurer and leads to the download."""
    if session.get("role") != "treasurer":
        abort(403)
    EXPORTS.mkdir(parents=True, exist_ok=True)
    name = f"members-{date.today().isoformat()}.csv"
    with open(EXPORTS / name, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["name", "address", "iban", "fee"])
        writer.writerows(app.config["MEMBERS"].all_rows())
    return redirect(url_for("exported_members", name=name))


@app.get("/members/export/<name>")
def exported_members(name: str):
    if session.get("role") != "treasurer":
        abort(403)
    return send_from_directory(EXPORTS, name, as_attachment=True)
