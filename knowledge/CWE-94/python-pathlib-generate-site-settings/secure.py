import json
import logging
import os
from pathlib import Path

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, Field

log = logging.getLogger("sites.settings")
router = APIRouter(prefix="/sites")
SITES = Path("/srv/sites")


class SiteSettings(BaseModel):
    title: str = Field(max_length=120)
    footer: str = Field("", max_length=400)
    items_per_page: int = Field(20, ge=5, le=100)


@router.put("/{site_id}/settings")
def save_settings(site_id: int, settings: SiteSettings):
    folder = SITES / str(site_id)
    if not folder.is_dir():
        raise HTTPException(404, "unknown site")
    draft = folder / "site_settings.new"
    values = {
        "title": settings.title.strip(),
        "footer": settings.footer.strip(),
        "items_per_page": settings.items_per_page,
    }
    with draft.open("w", encoding="utf-8") as out:
        json.dump(values, out, indent=2)
    os.replace(draft, folder / "site_settings.json")
    log.info("settings of site %d saved", site_id)
    return {"site": site_id, "title": settings.title}


def load_settings(site_id: int) -> dict:
    """Called by the page renderer for every site at start."""
    with (SITES / str(site_id) / "site_settings.json").open(encoding="utf-8") as source:
        values = json.load(source)
    return {"title": values["title"], "footer": values["footer"], "items_per_page": values["items_per_page"]}
