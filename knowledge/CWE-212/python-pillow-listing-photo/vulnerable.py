import hashlib
import io
from pathlib import Path

from PIL import Image

PHOTOS = Path("/srv/market/photos")
LARGEST = 1600


def publish_photo(listing: int, upload: bytes) -> str:
    """Stores the photo of a listing in a size that pages can show, and returns its file name."""
    image = Image.open(io.BytesIO(upload))
    if image.format not in {"JPEG", "WEBP"}:
        raise ValueError("send a JPEG or WebP picture")
    name = f"{listing}-{hashlib.sha256(upload).hexdigest()[:12]}.jpg"
    target = PHOTOS / name
    if max(image.size) <= LARGEST and image.format == "JPEG":
        target.write_bytes(upload)
        return name
    exif = image.getexif()
    image.thumbnail((LARGEST, LARGEST))
    image.convert("RGB").save(target, "JPEG", quality=85, exif=exif)
    return name
