"""A small installation for the supervisor's tests: run as a program, its parts only leave marks.

supervised.py supervisor NAME...   supervise parts of these names; a name that begins with `once` finishes by itself
supervised.py part NAME            be such a part; one that begins with `deaf` hears no SIGTERM
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from presszero.config.addresses import from_environment
from presszero.processes.children import Plan
from presszero.processes.ready import mark_ready
from presszero.processes.supervisor import Supervisor
from presszero.pure.errors import PressZeroError


def supervise(names: list[str]) -> int:
    plans = [
        Plan(name, (sys.executable, __file__, "part", name)) for name in names if not name.startswith("once")
    ]
    afterwards = [
        Plan(name, (sys.executable, "-c", "pass"), marks_ready=False, may_finish=True)
        for name in names
        if name.startswith("once")
    ]
    migrate = (sys.executable, "-c", os.environ.get("MIGRATE", "pass"))
    try:
        supervisor = Supervisor(
            from_environment(),
            plans=plans,
            afterwards=afterwards,
            migrate=migrate,
            say=lambda line: print(line, flush=True),
            stop_seconds=float(os.environ.get("STOP_SECONDS", "60")),
        )
        return supervisor.run()
    except PressZeroError as error:
        print(error, flush=True)
        return 1


def be_part(name: str) -> int:
    stops = Path(os.environ["PRESSZERO_HOME"]) / "run" / "stops"
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    mark_ready(name, database=os.environ["DATABASE_URL"], port=os.environ["PRESSZERO_PORT"])
    while True:
        signal.sigwait({signal.SIGTERM})
        with stops.open("a") as file:
            print(name, file=file)
        if not name.startswith("deaf"):
            return 0


if __name__ == "__main__":
    sys.exit(supervise(sys.argv[2:]) if sys.argv[1] == "supervisor" else be_part(sys.argv[2]))
