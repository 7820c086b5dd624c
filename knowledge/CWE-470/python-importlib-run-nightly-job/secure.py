import json
import logging
import time

from . import cleanup, exports, statistics

log = logging.getLogger("scheduler")

JOBS = {
    "nightly.cleanup.sessions": cleanup.sessions,
    "nightly.cleanup.drafts": cleanup.drafts,
    "nightly.exports.ledger": exports.ledger,
    "nightly.statistics.visits": statistics.visits,
}


def run_job(record: dict, connection) -> dict:
    """Run one job record and return its protocol entry."""
    arguments = json.loads(record["arguments"] or "{}")
    started = time.monotonic()
    entry = {"job": record["id"], "state": "done", "detail": ""}

    function = JOBS.get(record["target"])
    if function is None:
        log.error("job %d: unknown target %r", record["id"], record["target"])
        return {**entry, "state": "failed", "detail": "unknown target"}
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
