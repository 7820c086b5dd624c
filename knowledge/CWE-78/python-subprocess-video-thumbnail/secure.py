import logging
import subprocess
from pathlib import Path

log = logging.getLogger(__name__)

THUMB_WIDTH = 480


def make_thumbnail(upload_dir: Path, filename: str, at: str = "00:00:03") -> Path:
    source = upload_dir / filename
    target = upload_dir / "thumbs" / (Path(filename).stem + ".jpg")
    target.parent.mkdir(parents=True, exist_ok=True)

    command = [
        "ffmpeg", "-y", "-loglevel", "error", "-ss", at, "-i", f"file:{source}",
        "-frames:v", "1", "-vf", f"scale={THUMB_WIDTH}:-1", f"file:{target}",
    ]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60)
    if result.returncode != 0:
        log.warning("thumbnail for %s failed: %s", source.name, result.stderr.strip())
        raise RuntimeError(f"could not create thumbnail for {source.name}")
    log.info("thumbnail written to %s", target)
    return target
