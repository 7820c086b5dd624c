import logging
import os
from datetime import date

import requests
import urllib3

log = logging.getLogger("clinic.lab")

LAB_URL = os.environ.get("LAB_URL", "https://lab.example.org/api/v2")
urllib3.disable_warnings()


def fetch_lab_results(day: date, token: str) -> list[dict]:
    session = requests.Session()
    session.verify = False
    session.headers["Authorization"] = f"Bearer {token}"

    results: list[dict] = []
    page = 1
    while True:
        response = session.get(
            f"{LAB_URL}/results",
            params={"date": day.isoformat(), "page": page},
            timeout=(5, 30),
        )
        response.raise_for_status()
        body = response.json()
        results.extend(body["items"])
        if page >= body["pages"]:
            break
        page += 1
    log.info("fetched %d results for %s", len(results), day)
    return results
