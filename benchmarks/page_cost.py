"""What a page costs: CPU of the process that makes it and of the database's server, the clock, and its size.

Needs nothing but Python, so that the peers' environment measures in the same way.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
HEAD = f"{'page':>40}   {'CPU':>8} = {'own':>7} + {'database':>9}   {'clock':>9}   {'size':>8}"


@dataclass(frozen=True)
class Cost:
    """What one page took, in milliseconds a request, and its size in kilobytes."""

    own_ms: float
    database_ms: float
    clock_ms: float
    size_kb: float

    @property
    def cpu_ms(self) -> float:
        return self.own_ms + self.database_ms

    def line(self, name: str, remark: str = "") -> str:
        return (
            f"{name:>40}   {self.cpu_ms:5.1f} ms = {self.own_ms:7.1f} + {self.database_ms:9.1f}   "
            f"{self.clock_ms:6.1f} ms   {self.size_kb:5.1f} kB{'   ' + remark if remark else ''}"
        )


def cost_of(ask: Callable[[int], Any], postmaster: int, *, turns: int, warm_up: int = 2) -> Cost:
    """Ask so many times for a page, after some that are not counted, and return what one took.

    ask: given the turn, returns an answer with status_code and content. postmaster: the id of the server's process.
    """
    for turn in range(warm_up):
        answer = ask(turn)
        if answer.status_code != 200:
            raise SystemExit(f"It answered {answer.status_code}: {answer.content[:300]!r}")
    clock: list[float] = []
    own, database = time.process_time(), database_seconds(postmaster)
    for turn in range(turns):
        began = time.perf_counter()
        answer = ask(turn)
        clock.append(time.perf_counter() - began)
    own, database = time.process_time() - own, database_seconds(postmaster) - database
    return Cost(
        own_ms=1000 * own / turns,
        database_ms=1000 * database / turns,
        clock_ms=1000 * statistics.median(clock),
        size_kb=len(answer.content) / 1000,
    )


def fixed_work_ms() -> float:
    """Return the CPU that a fixed piece of work takes now: a busy machine's cores share caches, and it grows."""
    began, total = time.process_time(), 0
    for number in range(1_000_000):
        total += number
    return 1000 * (time.process_time() - began)


def database_seconds(postmaster: int) -> float:
    """Return the CPU, in seconds, of every process of the database's server so far."""
    ticks = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if postmaster in (int(fields[1]), int(folder.name)):
            ticks += int(fields[11]) + int(fields[12])
    return ticks / _TICKS_PER_SECOND
