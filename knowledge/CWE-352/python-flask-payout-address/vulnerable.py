from flask import Flask, abort, flash, redirect, render_template, request, url_for
from flask_login import LoginManager, current_user, login_required
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config.from_prefixed_env("SHOP")
app.config.update(SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="None", SESSION_COOKIE_SECURE=True)
db = SQLAlchemy(app)
login_manager = LoginManager(app)


class PayoutAccount(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    seller_id = db.Column(db.Integer, unique=True, nullable=False)
    iban = db.Column(db.String(34), nullable=False)
    holder = db.Column(db.String(120), nullable=False)


@app.route("/seller/payout", methods=["GET", "POST"])
@login_required
def payout_account():
    account = PayoutAccount.query.filter_by(seller_id=current_user.id).first()
    iban = request.values.get("iban", "").replace(" ", "").upper()
    if iban:
        holder = request.values.get("holder", "").strip()
        if not 15 <= len(iban) <= 34 or not holder:
            abort(400)
        if account is None:
            account = PayoutAccount(seller_id=current_user.id)
            db.session.add(account)
        account.iban, account.holder = iban, holder
        db.session.commit()
        flash("Payout account saved.")
        return redirect(url_for("payout_account"))
    return render_template("payout.html", account=account)
