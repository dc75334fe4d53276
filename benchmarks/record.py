"""What the record costs: commits per second of 8 writers with the record line, beside the same without it.

    ./dev bench record [seconds a round] [rounds]

Each writer is a process of its own and adds notes to a case of its own (the actor's scope is checked, the
case locked, a note written, a line recorded). Rounds with and without the line alternate in one run on one
server with fsync on; the sealer runs throughout. The goal is a ratio of at least 0.80.
"""

from __future__ import annotations

import multiprocessing
import statistics
import subprocess
import sys
import time
from multiprocessing.connection import Connection
from typing import Any

from benchmarks.town import fresh_town, set_up

WRITERS = 8
SLICES = 8
GOAL = 0.80
SEALER = """
import sys, threading, django
django.setup()
from presszero.ground.sealer import run_sealer
run_sealer(sys.argv[1], threading.Event())
"""


def main(seconds: float = 4.0, rounds: int = 6) -> int:
    """Measure, print the ratio of each round with its spread, and return 0 when the median meets the goal."""
    with fresh_town() as url:
        cases = _cases()
        sealer = subprocess.Popen([sys.executable, "-c", SEALER, url])
        writers = [Writer(case) for case in cases]
        try:
            measured(writers, seconds / 2, with_record=True)
            found = [_round(writers, seconds, turn) for turn in range(rounds)]
            lag_seconds = _sealed_after()
        finally:
            sealer.terminate()
            sealer.wait(30)
            for writer in writers:
                writer.end()
        broken = _first_broken_line()
    for on, off in found:
        print(f"with the record {on:7.0f} commits/s   without {off:7.0f} commits/s   ratio {on / off:.3f}")
    ratios = [on / off for on, off in found]
    median = statistics.median(ratios)
    print(f"ratio: min {min(ratios):.3f}  median {median:.3f}  max {max(ratios):.3f}  (goal {GOAL:.2f})")
    print(
        f"the last line was sealed {lag_seconds:.2f} s after the last round; chain {'broken' if broken else 'whole'}"
    )
    return 0 if median >= GOAL and not broken else 1


def _round(writers: list[Writer], seconds: float, turn: int) -> tuple[float, float]:
    """Return commits per second with and without the record, each from SLICES short spans that alternate.

    A disk or a neighbour that is slow for some seconds is so slow for both ways.
    """
    found: dict[bool, list[float]] = {True: [], False: []}
    for way in ((True, False), (False, True))[turn % 2] * SLICES:
        found[way].append(measured(writers, seconds / SLICES, with_record=way))
    return statistics.fmean(found[True]), statistics.fmean(found[False])


def measured(writers: list[Writer], seconds: float, *, with_record: bool) -> float:
    """Return the commits per second of all writers together over one span."""
    began = time.perf_counter()
    for writer in writers:
        writer.ask((with_record, seconds))
    commits = sum(writer.answer() for writer in writers)
    return commits / (time.perf_counter() - began)


def _cases() -> list[tuple[int, int]]:
    """Return (case, worker) for each writer."""
    from tests.cast import given_open_case, given_town

    town = given_town()
    return [
        (given_open_case(asks=["refund"], address=f"writer-{n}@lakemail.example").pk, town.tomas.pk)
        for n in range(WRITERS)
    ]


def _sealed_after() -> float:
    from presszero.ground.models import RecordLine

    began = time.perf_counter()
    while RecordLine.objects.filter(position=None).exists():
        time.sleep(0.01)
    return time.perf_counter() - began


def _first_broken_line() -> int | None:
    from presszero.ground.record import first_broken_line

    return first_broken_line()


class Writer:
    """One process that commits as fast as it can for as long as it is asked to."""

    def __init__(self, case: tuple[int, int]) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=write, args=(theirs, *case), daemon=True)
        self._process.start()
        self._pipe.recv()

    def ask(self, asked: tuple[bool, float]) -> None:
        self._pipe.send(asked)

    def answer(self) -> int:
        commits: int = self._pipe.recv()
        return commits

    def end(self) -> None:
        if self._process.is_alive():
            self._pipe.send(None)
            self._process.join(30)


def write(pipe: Connection, case_id: int, worker_id: int) -> None:
    """Answer each (with_record, seconds) with the number of commits made in that time."""
    set_up()
    from presszero.cases import notes
    from presszero.ground import clock
    from presszero.ground.actors import Actor

    recording, by = notes.record, Actor("worker", worker_id)
    clock.now()
    pipe.send("ready")
    while asked := pipe.recv():
        with_record, seconds = asked
        notes.record = recording if with_record else _nothing  # type: ignore[assignment]
        ends, commits = time.perf_counter() + seconds, 0
        while time.perf_counter() < ends:
            notes.add_note(case_id=case_id, text="She kept the receipt.", by=by, at=clock.now())
            commits += 1
        pipe.send(commits)


def _nothing(*_: Any, **__: Any) -> None:
    """Stand where the record stood."""


if __name__ == "__main__":
    seconds_asked = float(sys.argv[1]) if len(sys.argv) > 1 else 4.0
    sys.exit(main(seconds_asked, int(sys.argv[2]) if len(sys.argv) > 2 else 6))
