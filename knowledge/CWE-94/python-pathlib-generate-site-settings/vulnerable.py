import importlib.util
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
    lines = [
        f'TITLE = "{settings.title.strip()}"',
        f'FOOTER = "{settings.footer.strip()}"',
        f"ITEMS_PER_PAGE = {settings.items_per_page}",
    ]
    draft.write_text("\n".join(lines) + "\n", encoding="utf-8")
    os.replace(draft, folder / "site_settings.py")
    log.info("settings of site %d saved", site_id)
    return {"site": site_id, "title": settings.title}


def load_settings(site_id: int) -> dict:
    """Called by the page renderer for every site at start."""
    spec = importlib.util.spec_from_file_location(f"site_{site_id}", SITES / str(site_id) / "site_settings.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {"title": module.TITLE, "footer": module.FOOTER, "items_per_page": module.ITEMS_PER_PAGE}
