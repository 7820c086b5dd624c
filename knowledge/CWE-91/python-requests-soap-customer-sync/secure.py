import logging
from xml.sax.saxutils import escape, quoteattr

import requests

log = logging.getLogger("crm.sync")

ENDPOINT = "https://crm.example.com/soap/customers"
ENVELOPE = """<?xml version="1.0" encoding="UTF-8"?>
<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:c="urn:example:crm">
  <s:Body><c:UpsertCustomer>{fields}<c:CreditLimit>{limit}</c:CreditLimit></c:UpsertCustomer></s:Body>
</s:Envelope>"""


def sync_customer(session: requests.Session, customer: dict, limit: int = 500) -> str:
    fields = ""
    for tag, key in (("Name", "name"), ("Email", "email"), ("Notes", "notes")):
        value = customer.get(key)
        if value:
            fields += f"<c:{tag}>{escape(value)}</c:{tag}>"
    for tag in customer.get("tags", []):
        fields += f"<c:Tag label={quoteattr(tag)}/>"

    body = ENVELOPE.format(fields=fields, limit=int(limit))
    response = session.post(
        ENDPOINT,
        data=body.encode("utf-8"),
        headers={"Content-Type": "application/soap+xml; charset=utf-8"},
        timeout=20,
    )
    if response.status_code != 200:
        log.error("CRM refused customer %s with %d", customer["id"], response.status_code)
        response.raise_for_status()
    log.info("customer %s synchronised", customer["id"])
    return response.text
