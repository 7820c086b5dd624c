import logging
from html import escape
from string import Template

from campaigns.models import Campaign, Recipient

log = logging.getLogger("campaigns.render")


class MailTemplate(Template):
    delimiter = "{{"
    pattern = r"""
    \{\{\s*(?:(?P<named>[a-z_]+)|(?P<braced>(?!)))\s*\}\} |
    (?P<escaped>(?!)) | (?P<invalid>\{\{)
    """


def render_campaign(campaign: Campaign, recipients: list[Recipient]) -> list[dict]:
    subject = MailTemplate(campaign.subject)
    body = MailTemplate(campaign.body_html)
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
                    "subject": subject.substitute(values),
                    "html": body.substitute({name: escape(value) for name, value in values.items()}),
                }
            )
        except (KeyError, ValueError) as exc:
            log.warning("campaign %d not rendered for %d: %s", campaign.id, recipient.id, exc)
    log.info("campaign %d rendered for %d recipients", campaign.id, len(mails))
    return mails
