import logging
from urllib.parse import quote

import httpx

log = logging.getLogger("delivery.geocode")

API = "https://geo.example.com/v2"


async def geocode(client: httpx.AsyncClient, street: str, town: str, country: str, account: str) -> dict | None:
    street = " ".join(street.split())
    town = " ".join(town.split())
    url = f"{API}/{quote(country.lower(), safe='')}/search"
    params = {"street": street, "town": town, "limit": 1, "account": account}
    response = await client.get(url, params=params, headers={"Accept": "application/json"}, timeout=8)
    if response.status_code == 404:
        return None
    response.raise_for_status()

    results = response.json().get("results", [])
    if not results:
        log.info("no position for an address in %s", country)
        return None
    best = results[0]
    return {
        "lat": float(best["lat"]),
        "lon": float(best["lon"]),
        "label": best.get("label", f"{street}, {town}"),
        "quality": best.get("quality", "unknown"),
    }
