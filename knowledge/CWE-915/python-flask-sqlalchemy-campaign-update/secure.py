from datetime import datetime, timezone

from flask import Blueprint, abort, jsonify, request
from flask_login import current_user, login_required
from sqlalchemy import select

from ads.extensions import db
from ads.models import Campaign

bp = Blueprint("campaigns", __name__, url_prefix="/campaigns")
EDITABLE = ("title", "landing_page", "daily_budget_cents", "starts_on", "ends_on", "paused")


@bp.patch("/<int:campaign_id>")
@login_required
def update_campaign(campaign_id):
    campaign = db.session.scalar(
        select(Campaign).where(
            Campaign.id == campaign_id, Campaign.advertiser_id == current_user.advertiser_id
        )
    )
    if campaign is None:
        abort(404)
    changes = request.get_json()
    if not isinstance(changes, dict):
        abort(400, "expected an object")
    for name in EDITABLE:
        if name in changes:
            setattr(campaign, name, changes[name])
    problems = campaign.validate()
    if problems:
        db.session.rollback()
        return jsonify(errors=problems), 422
    campaign.updated_at = datetime.now(timezone.utc)
    db.session.commit()
    return jsonify(id=campaign.id, title=campaign.title, paused=campaign.paused)
