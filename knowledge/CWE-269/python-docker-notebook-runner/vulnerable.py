import logging
from pathlib import Path

import docker
from docker.errors import ContainerError, ImageNotFound

log = logging.getLogger("notebooks.runner")

IMAGE = "registry.example.com/analytics/notebook:3.4"


class RunFailed(Exception):
    pass


def run_notebook(job_dir: Path, notebook: str, parameters: dict[str, str]) -> Path:
    client = docker.from_env()
    output = job_dir / "out" / f"{Path(notebook).stem}.html"
    output.parent.mkdir(exist_ok=True)
    environment = {f"PARAM_{key.upper()}": value for key, value in parameters.items()}

    try:
        logs = client.containers.run(
            IMAGE,
            command=["render", f"/job/{notebook}", f"/job/out/{output.name}"],
            environment=environment,
            volumes={str(job_dir.resolve()): {"bind": "/job", "mode": "rw"}},
            working_dir="/job",
            mem_limit="2g",
            network_mode="none",
            privileged=True,
            user="root",
            remove=True,
        )
    except ImageNotFound as exc:
        raise RunFailed(f"image {IMAGE} is not on this host") from exc
    except ContainerError as exc:
        log.warning("notebook %s ended with status %d", notebook, exc.exit_status)
        raise RunFailed(exc.stderr.decode("utf-8", "replace")[-2000:]) from exc

    log.info("notebook %s rendered, %d bytes of log", notebook, len(logs))
    return output
