"""Runs texts: reads {"texts", "inputs", "maxProbes"} from stdin, prints one JSON outcome per text.

Each text runs in a process of its own, forked from this one, so that one that does not end cannot keep the others."""

import contextlib
import json
import os
import signal
import sys

TIME_LIMIT = 5  # seconds of processor time for a run

job = json.load(sys.stdin)


class TooManyProbes(BaseException):
    pass


@contextlib.contextmanager
def given(value):
    yield value


def run(code, a, b, send):
    probes = 0

    def probe(number, *values):
        nonlocal probes
        probes += 1
        if probes > job["maxProbes"]:
            send("timeout", None)
            os._exit(0)
        send("probe", f"{number} {' '.join(map(repr, values))}")

    scope = {"probe": probe, "given": given, "a": a, "b": b, "__name__": "fuzz"}
    try:
        exec(code, scope)
        if "program" in scope:
            scope["program"](a, b)
        return "finished"
    except SystemExit:
        return "finished"
    except BaseException as error:
        if type(error) is RuntimeError:
            return "raised"
        # The programs throw numbers; what the interpreter raises has words.
        return "thrown" if error.args and type(error.args[0]) in (int, bool) else "fault"


def child(code, pipe):
    def send(kind, value):
        pipe.write(json.dumps([kind, value]) + "\n")

    def out_of_time(*_):
        send("timeout", None)
        pipe.flush()
        os._exit(0)

    signal.signal(signal.SIGPROF, out_of_time)
    signal.setitimer(signal.ITIMER_PROF, TIME_LIMIT)
    for a, b in job["inputs"]:
        send("end", run(code, a, b, send))
    pipe.flush()


def outcome(text):
    try:
        code = compile(text, "fuzz", "exec")
    except (SyntaxError, ValueError) as error:
        return {"invalid": str(error)}
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(read)
        with os.fdopen(write, "w") as pipe:
            child(code, pipe)
        os._exit(0)
    os.close(write)
    runs = [{"probes": [], "end": "fault"}]
    with os.fdopen(read) as pipe:
        for line in pipe:
            kind, value = json.loads(line)
            if kind == "probe":
                runs[-1]["probes"].append(value)
                continue
            runs[-1]["end"] = value if kind == "end" else kind
            runs.append({"probes": [], "end": "fault"})
    os.waitpid(pid, 0)
    runs.pop()
    while len(runs) < len(job["inputs"]):
        runs.append({"probes": [], "end": "timeout"})
    return {"runs": runs}


for text in job["texts"]:
    print(json.dumps(outcome(text)))
    sys.stdout.flush()
