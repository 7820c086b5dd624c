import logging
import shutil
import zipfile
from pathlib import Path

log = logging.getLogger(__name__)

ALLOWED_SUFFIXES = {".css", ".html", ".js", ".json", ".png", ".svg", ".woff2"}


def install_theme(bundle_path: str, themes_dir: Path, slug: str) -> list[str]:
    """Unpack a theme bundle into its folder and return the installed files."""
    target_dir = themes_dir / slug
    target_dir.mkdir(parents=True, exist_ok=True)
    installed = []

    with zipfile.ZipFile(bundle_path) as bundle:
        for member in bundle.infolist():
            if member.is_dir():
                continue
            destination = target_dir / member.filename
            if destination.suffix.lower() not in ALLOWED_SUFFIXES:
                log.info("skipping %s", member.filename)
                continue
            destination.parent.mkdir(parents=True, exist_ok=True)
            with bundle.open(member) as source, open(destination, "wb") as out:
                shutil.copyfileobj(source, out)
            installed.append(member.filename)

    log.info("theme %s: %d files installed", slug, len(installed))
    return installed
