import logging

from jinja2 import Environment, StrictUndefined

from campaigns.models import Campaign, Recipient

log = logging.getLogger("campaigns.render")

env = Environment(autoescape=True, undefined=StrictUndefined)


def render_campaign(campaign: Campaign, recipients: list[Recipient]) -> list[dict]:
    subject = env.from_string(campaign.subject)
    body = env.from_string(campaign.body_html)
    mails = []
    for recipient in recipients:
        values = {
            "first_name": recipient.first_name,
            "last_name": recipient.last_name,
            "shop": campaign.shop.name,
            "unsubscribe": recipient.unsubscribe_url(),
        }
        try:
            mails.append(
                {
                    "to": recipient.email,
                    "subject": subject.render(values),
                    "html": body.render(values),
                }
            )
        except Exception as exc:
            log.warning("campaign %d not rendered for %d: %s", campaign.id, recipient.id, exc)
    log.info("campaign %d rendered for %d recipients", campaign.id, len(mails))
    return mails
