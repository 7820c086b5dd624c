import logging
from decimal import Decimal

from lxml import etree

log = logging.getLogger("edi.orders")

NS = {"o": "urn:example:order:2"}


def import_order(document: bytes) -> dict:
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True)
    root = etree.fromstring(document, parser)
    if root.getroottree().docinfo.doctype:
        raise ValueError("document type declarations are not accepted")
    number = root.findtext("o:Number", namespaces=NS)
    if not number:
        raise ValueError("order has no number")

    lines = []
    for element in root.iterfind("o:Lines/o:Line", NS):
        lines.append(
            {
                "sku": element.get("sku"),
                "quantity": int(element.findtext("o:Quantity", "0", NS)),
                "price": Decimal(element.findtext("o:Price", "0", NS)),
            }
        )
    order = {
        "number": number.strip(),
        "comment": (root.findtext("o:Comment", "", NS) or "").strip(),
        "lines": lines,
        "total": sum(line["quantity"] * line["price"] for line in lines),
    }
    log.info("order %s with %d lines imported", order["number"], len(lines))
    return order
