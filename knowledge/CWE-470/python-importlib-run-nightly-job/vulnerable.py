import importlib
import json
import logging
import time

log = logging.getLogger("scheduler")


def run_job(record: dict, connection) -> dict:
    """Run one job record and return its protocol entry."""
    arguments = json.loads(record["arguments"] or "{}")
    started = time.monotonic()
    entry = {"job": record["id"], "state": "done", "detail": ""}

    module_name, _, function_name = record["target"].rpartition(".")
    function = getattr(importlib.import_module(module_name), function_name)
    try:
        result = function(**arguments)
        entry["detail"] = str(result)[:500]
    except Exception as err:
        log.exception("job %d failed", record["id"])
        entry.update(state="failed", detail=str(err)[:500])

    entry["seconds"] = round(time.monotonic() - started, 3)
    connection.execute(
        "INSERT INTO job_log (job, state, detail, seconds) VALUES (%(job)s, %(state)s, %(detail)s, %(seconds)s)",
        entry,
    )
    return entry
