import logging
import time
from urllib.parse import urljoin, urlsplit

import httpx

log = logging.getLogger("partner.sync")
MAX_PAGES = 500


def sync_products(base_url: str, token: str) -> dict[str, dict]:
    """Fetch all products of a partner, page by page."""
    products = {}
    host = urlsplit(base_url).netloc
    url = urljoin(base_url, "/api/products?per_page=100")
    started = time.monotonic()
    visited = set()

    with httpx.Client(headers={"Authorization": f"Bearer {token}"}, timeout=20) as client:
        while url:
            if url in visited or len(visited) >= MAX_PAGES:
                raise RuntimeError(f"{host}: the list of products does not end")
            visited.add(url)
            response = client.get(url)
            response.raise_for_status()
            page = response.json()
            for item in page["items"]:
                products[item["sku"]] = {
                    "title": item["title"].strip(),
                    "stock": max(int(item.get("stock", 0)), 0),
                    "price": item.get("price"),
                }
            url = urljoin(base_url, page["next"]) if page.get("next") else None
            if url and urlsplit(url).netloc != host:
                raise ValueError(f"page of another host: {url}")

    log.info("%s: %d products in %.1f s", host, len(products), time.monotonic() - started)
    return products
