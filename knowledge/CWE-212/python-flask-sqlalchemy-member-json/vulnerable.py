from flask import Blueprint, abort, jsonify, request
from sqlalchemy import select

from club.database import session
from club.models import Member

members = Blueprint("members", __name__)


@members.get("/members/search")
def search_members():
    """Members whose name begins with the given text, for the list of contacts in the app."""
    start = request.args.get("q", "").strip()
    if len(start) < 2:
        abort(400, "type at least two letters")
    query = select(Member).where(Member.name.ilike(f"{start}%")).order_by(Member.name).limit(20)
    found = []
    for member in session.scalars(query):
        entry = {column.name: getattr(member, column.name) for column in Member.__table__.columns}
        entry["initials"] = "".join(part[0] for part in member.name.split())
        found.append(entry)
    return jsonify(members=found, count=len(found))
