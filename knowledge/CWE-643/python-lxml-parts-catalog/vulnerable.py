import logging
from functools import lru_cache

from lxml import etree

log = logging.getLogger("catalog.parts")


@lru_cache(maxsize=1)
def load_catalog(path: str) -> etree._ElementTree:
    return etree.parse(path, etree.XMLParser(resolve_entities=False, remove_comments=True))


def find_parts(path: str, article: str, manufacturer: str, price_group: str) -> list[dict]:
    tree = load_catalog(path)
    expression = f"//part[@group='{price_group}' and starts-with(@article, '{article}')]"
    if manufacturer:
        expression += f"[manufacturer/name='{manufacturer}']"
    parts = tree.xpath(expression)

    result = []
    for part in parts[:100]:
        result.append(
            {
                "article": part.get("article"),
                "title": part.findtext("title", ""),
                "manufacturer": part.findtext("manufacturer/name", ""),
                "price": part.findtext("price", ""),
            }
        )
    log.info("parts search %r in group %s: %d hits", article, price_group, len(result))
    return result
