"""One child of the supervisor: started, watched, started again with growing waits, stopped."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from presszero.processes.parting import ends_with_parent
from presszero.processes.ready import read_mark, remove_mark

FIRST_WAIT_SECONDS = 0.2
LONGEST_WAIT_SECONDS = 10.0
SETTLED_AFTER_SECONDS = 30.0


def next_wait(last_wait_seconds: float, lived_seconds: float) -> float:
    """Return how long to wait before a dead child is started again.

    The first wait is 0.2 s; each further one doubles, to 10 s; a child that lived 30 s begins anew.

    >>> [next_wait(0.0, 1.0), next_wait(0.2, 1.0), next_wait(8.0, 1.0), next_wait(8.0, 31.0)]
    [0.2, 0.4, 10.0, 0.2]
    """
    if lived_seconds >= SETTLED_AFTER_SECONDS:
        return FIRST_WAIT_SECONDS
    return min(max(FIRST_WAIT_SECONDS, 2 * last_wait_seconds), LONGEST_WAIT_SECONDS)


@dataclass(frozen=True)
class Plan:
    """What a child is called and how it is started.

    marks_ready: it leaves a ready mark, and the whole is ready only with it.
    may_finish: ending with 0 means that its work is done, and it is not started again.
    """

    name: str
    command: tuple[str, ...]
    marks_ready: bool = True
    may_finish: bool = False


def part(name: str, act: str) -> Plan:
    """Return the plan of one of our own parts: `python -m presszero <act>`."""
    return Plan(name, (sys.executable, "-m", "presszero", act))


@dataclass
class Child:
    """A plan being carried out. start_at is monotonic seconds; None when no start is due."""

    plan: Plan
    home: Path
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    start_at: float | None = 0.0
    waited: float = 0.0
    started_at: float = field(default=0.0)

    def start(self) -> int:
        """Start it and return its process id."""
        remove_mark(self.home, self.plan.name)
        self.process = subprocess.Popen(
            self.plan.command,
            stdin=subprocess.DEVNULL,
            env=dict(self.environment),
            # A key press in the terminal reaches the supervisor alone: it stops the rest in order.
            start_new_session=True,
            preexec_fn=ends_with_parent(),
        )
        self.started_at, self.start_at = time.monotonic(), None
        return self.process.pid

    def death(self) -> int | None:
        """Return how it ended (negative: by that signal), once, and plan its next start; None while it lives."""
        if self.process is None or (code := self.process.poll()) is None:
            return None
        self.process = None
        remove_mark(self.home, self.plan.name)
        if not (self.plan.may_finish and code == 0):
            self.waited = next_wait(self.waited, time.monotonic() - self.started_at)
            self.start_at = time.monotonic() + self.waited
        return code

    def is_ready(self) -> bool:
        """Whether the running process has left its mark."""
        if not self.plan.marks_ready:
            return True
        facts = read_mark(self.home, self.plan.name)
        return bool(facts and self.process and facts["pid"] == self.process.pid)

    def stop(self, patience_seconds: float) -> None:
        """Ask it to end, then make it."""
        self.start_at = None
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(patience_seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None
        remove_mark(self.home, self.plan.name)
