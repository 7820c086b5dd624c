import os

from flask import Flask, abort, jsonify, make_response, request, session

from parking.tariffs import PLANS, price_of
from parking.users import find_user

app = Flask(__name__)
app.secret_key = os.environ["PARKING_SECRET"]


@app.post("/login")
def login():
    user = find_user(request.form["mail"], request.form["password"])
    if user is None:
        abort(401)
    session["user"] = user.id
    response = make_response(jsonify(name=user.name))
    response.set_cookie("plan", user.plan, httponly=True, secure=True, samesite="Lax")
    return response


@app.post("/stays/<int:minutes>")
def pay_stay(minutes: int):
    """What a stay costs with the plan of the customer."""
    if "user" not in session:
        abort(401)
    plan = request.cookies.get("plan", "standard")
    if plan not in PLANS:
        abort(400)
    return jsonify(plan=plan, cents=price_of(plan, minutes))
