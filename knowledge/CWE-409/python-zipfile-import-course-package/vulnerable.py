import logging
import mimetypes
import zipfile
from typing import BinaryIO

log = logging.getLogger("courses.package")
MAX_UPLOAD = 30 * 1024 * 1024


def import_course_package(upload: BinaryIO, size: int, course_id: int, blobs) -> list[dict]:
    """Store the files of a course package and return their list."""
    if size > MAX_UPLOAD:
        raise ValueError("the package is too large")

    stored = []
    with zipfile.ZipFile(upload) as package:
        if "manifest.xml" not in package.namelist():
            raise ValueError("manifest.xml is missing")

        for member in package.infolist():
            if member.is_dir() or member.filename.startswith("__MACOSX/"):
                continue
            content = package.read(member)
            mime = mimetypes.guess_type(member.filename)[0] or "application/octet-stream"
            key = f"courses/{course_id}/{len(stored):05d}"
            blobs.put(key, content, content_type=mime)
            stored.append({"name": member.filename, "key": key, "type": mime, "size": len(content)})

    log.info("course %d: %d files imported", course_id, len(stored))
    return stored
