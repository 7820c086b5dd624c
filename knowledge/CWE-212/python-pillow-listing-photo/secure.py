import hashlib
import io
from pathlib import Path

from PIL import Image, ImageOps

PHOTOS = Path("/srv/market/photos")
LARGEST = 1600


def publish_photo(listing: int, upload: bytes) -> str:
    """Stores the photo of a listing in a size that pages can show, and returns its file name."""
    image = Image.open(io.BytesIO(upload))
    if image.format not in {"JPEG", "WEBP"}:
        raise ValueError("send a JPEG or WebP picture")
    name = f"{listing}-{hashlib.sha256(upload).hexdigest()[:12]}.jpg"
    target = PHOTOS / name
    upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail((LARGEST, LARGEST))
    pixels = Image.new("RGB", upright.size)
    pixels.paste(upright)
    pixels.save(target, "JPEG", quality=85)
    return name
