import logging
import subprocess
from pathlib import Path

log = logging.getLogger("cad.convert")
VENDOR = Path("/opt/cadkit")
FORMATS = {"step", "stl", "dxf"}


def convert_drawing(project: Path, drawing: str, fmt: str) -> Path:
    """Convert a drawing of a project folder into another format."""
    if fmt not in FORMATS:
        raise ValueError(f"format {fmt!r} is not supported")
    source = project / Path(drawing).name
    target = source.with_suffix(f".{fmt}")

    env = {
        "PATH": f"{VENDOR}/bin:/usr/bin:/bin",
        "LD_LIBRARY_PATH": f"{VENDOR}/lib",
        "LANG": "C.UTF-8",
        "CADKIT_UNITS": "mm",
    }
    result = subprocess.run(
        [f"{VENDOR}/bin/cadconv", "--in", source.name, "--out", target.name],
        cwd=project,
        env=env,
        capture_output=True,
        text=True,
        timeout=300,
    )
    if result.returncode != 0:
        log.error("%s: %s", source.name, result.stderr[-500:])
        raise RuntimeError(f"conversion of {source.name} failed")

    log.info("%s converted, %d bytes", target.name, target.stat().st_size)
    return target
