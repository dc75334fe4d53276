"""Rosters: the cover and the named roster of a bank's week, and an invented centre of a thousand people.

    ./dev bench capacity roster [people] [seconds]

The bank's week is that of 6 to 10 October 2003 in half-hours, then a Saturday of 45 % and a Sunday of 30 % of the
weekday mean; calls of 240 s, 80 % answered in 20 s by Erlang C. The same cover is asked of HiGHS and of the peers'
pyworkforce, the same named roster of CP-SAT with a choice for each person, day and shift (pyworkforce finds it infeasible).
"""

from __future__ import annotations

import csv
import gzip
import math
import resource
import time
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import numpy as np

from benchmarks.invented_roster import invented_roster
from benchmarks.peers import ask_peer
from benchmarks.plain_ways import highs_cover, sat_roster
from benchmarks.shared_data import missing, shared_data
from presszero.pure.rosters import (
    Break,
    Contract,
    Person,
    Problem,
    Template,
    Weights,
    coverage,
    least_cover,
    make_roster,
    violations,
)

BANK = "bank_calls_2003"
FIRST, LAST = date(2003, 10, 6), date(2003, 10, 10)
OPENS, HALF_HOURS = 7, 28
HANDLING_SECONDS, ANSWER_SECONDS, ANSWER_SHARE = 240.0, 20.0, 0.8
LEAST_COVER, LEAST_POINTS = 10_968, 6_899
COVER_SECONDS, NAMED_SECONDS, LARGE_SECONDS, LARGE_GAP = 1.0, 2.0, 60.0, 0.01
PLAIN_SECONDS = 60.0
LUNCH_AT = 240


def main(arguments: list[str]) -> int:
    """Measure cover, named roster and a large roster; return 0 when each meets its goal."""
    people = int(arguments[0]) if arguments else 1000
    seconds = float(arguments[1]) if len(arguments) > 1 else LARGE_SECONDS
    missed = 0
    if shared_data(BANK) is None:
        print(missing(BANK))
    else:
        missed += (not _cover()) + (not _named())
    return int(missed + (not _large(people, seconds)) > 0)


def _cover() -> bool:
    problem = bank_cover()
    timed(lambda: least_cover(problem))
    found, wall, cpu = timed(lambda: least_cover(problem))
    print(
        f"cover: {found.paid_intervals:,.0f} paid half-hours, proved {found.bound:,.0f} (best known {LEAST_COVER:,}); "
        f"{wall:.2f} s, {cpu:.2f} s of CPU (goal {COVER_SECONDS:.0f} s)"
    )
    paid, theirs = highs_cover(problem)
    print(f"       HiGHS, a column a shift: {paid:,.0f} paid half-hours, {theirs:.2f} s of CPU")
    required = problem.required[""].reshape(7, 48)[:, 14:42].astype(int).tolist()
    if peer := ask_peer("peers_roster", {"required": required}):
        print(
            f"       pyworkforce: {peer['paid']:,} paid half-hours, {peer['status']}, {peer['seconds']:.2f} s"
        )
    return round(found.bound) == LEAST_COVER and cpu <= COVER_SECONDS


def _named() -> bool:
    problem = bank_roster()
    roster, wall, cpu = timed(lambda: make_roster(problem, gap=0.0))
    seen = coverage(problem, roster.assignments)
    print(
        f"named, 200 people: {roster.cost:,.0f} points, proved {roster.bound:,.0f} (best known {LEAST_POINTS:,}); "
        f"{seen.short_intervals:,.0f} short, {seen.over_intervals:,.0f} over, "
        f"{len(violations(problem, roster.assignments))} broken rules; "
        f"{wall:.2f} s, {cpu:.2f} s of CPU (goal {NAMED_SECONDS:.0f} s)"
    )
    (points, bound, status), theirs = sat_roster(problem, PLAIN_SECONDS)
    print(
        f"       CP-SAT, a choice a person and day: {points:,.0f} points, not below {bound:,.0f}, {status}, {theirs:.1f} s of CPU"
    )
    return round(roster.bound) == round(roster.cost) == LEAST_POINTS and cpu <= NAMED_SECONDS


def _large(people: int, seconds: float) -> bool:
    problem = invented_roster(people, seed=1)
    roster, wall, cpu = timed(lambda: make_roster(problem, seconds=seconds, gap=LARGE_GAP))
    seen, broken = coverage(problem, roster.assignments), violations(problem, roster.assignments)
    required = sum(float(one.sum()) for one in problem.required.values())
    print(
        f"invented, {people:,} people in {roster.classes:,} classes: {roster.cost:,.0f} points, not below "
        f"{roster.bound:,.0f}, gap {roster.gap_share:.2%} (goal {LARGE_GAP:.0%}); of {required:,.0f} quarter-hours "
        f"{seen.short_intervals:,.0f} short, {seen.over_intervals:,.0f} over, {len(broken)} broken rules; "
        f"{wall:.1f} s, {cpu:.1f} s of CPU (goal {LARGE_SECONDS:.0f} s)"
    )
    return roster.gap_share <= LARGE_GAP and not broken and cpu <= LARGE_SECONDS


def timed(act: Callable[[], Any]) -> tuple[Any, float, float]:
    """Return what the act gives, the seconds it took and the seconds of CPU: on a busy machine the latter count."""
    wall, cpu = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    found = act()
    after = resource.getrusage(resource.RUSAGE_SELF)
    spent = after.ru_utime + after.ru_stime - cpu.ru_utime - cpu.ru_stime
    return found, time.perf_counter() - wall, spent


def bank_cover() -> Problem:
    """Return the bank's week times 0.42, and 86 shifts a day of 8, 6 and 4 hours; lunch is unpaid."""
    templates = (
        Template("8 hours", 510, _starts(12), (Break(30, 210, 300),)),
        Template("6 hours", 360, _starts(17)),
        Template("4 hours", 240, _starts(21)),
    )
    return Problem(FIRST, 30, {"": _bank_week(0.42)}, templates)


def bank_roster() -> Problem:
    """Return the bank's week times 0.55 for 200 people with five days of 8 hours, days off and hours of their own."""
    rng = np.random.default_rng(7)
    days_off = rng.integers(0, 7, 200)
    kinds = rng.choice(3, 200, p=[0.5, 0.25, 0.25])
    people = tuple(
        Person(
            f"Person {number:03d}",
            "full",
            days_off=frozenset({int(day)}),
            earliest_start=9 * 60 if kind == 1 else 0,
            latest_start=9 * 60 + 30 if kind == 2 else 24 * 60,
        )
        for number, (day, kind) in enumerate(zip(days_off, kinds, strict=True))
    )
    template = Template("8 hours", 510, _starts(12), (Break(30, LUNCH_AT, LUNCH_AT),))
    contracts = {"full": Contract("full", (5, 5))}
    return Problem(
        FIRST, 30, {"": _bank_week(0.55)}, (template,), contracts, people, weights=Weights(unfair=0)
    )


def _starts(count: int) -> tuple[int, ...]:
    return tuple(OPENS * 60 + 30 * number for number in range(count))


def bank_calls(scale: float) -> np.ndarray:
    """Return the calls in each half-hour of the week, shape (7 * 48,)."""
    folder = shared_data(BANK)
    assert folder is not None, missing(BANK)
    calls = np.zeros((5, HALF_HOURS))
    with gzip.open(folder / "bank_calls_5min.csv.gz", "rt") as lines:
        for row in csv.DictReader(lines):
            at = datetime.fromisoformat(row["start_local"])
            place = (at.hour - OPENS) * 2 + at.minute // 30
            if FIRST <= at.date() <= LAST and place < HALF_HOURS:
                calls[(at.date() - FIRST).days, place] += int(row["calls"])
    week = np.vstack([calls, 0.45 * calls.mean(axis=0), 0.30 * calls.mean(axis=0)]) * scale
    whole = np.zeros((7, 48))
    whole[:, OPENS * 2 : OPENS * 2 + HALF_HOURS] = week
    return whole.ravel()


def _bank_week(scale: float) -> np.ndarray:
    """Return people required in each half-hour of the week, shape (7 * 48,)."""
    return np.array([float(_least_people(calls)) if calls else 0.0 for calls in bank_calls(scale)])


def _least_people(calls: float) -> int:
    """Return the least people of Erlang C, written out so that the instance stands by itself."""
    offered = calls / 1800 * HANDLING_SECONDS
    people = int(offered) + 1
    while _answered_in_time(offered, people) < ANSWER_SHARE:
        people += 1
    return people


def _answered_in_time(offered: float, people: int) -> float:
    blocked = 1.0
    for count in range(1, people + 1):
        blocked = offered * blocked / (count + offered * blocked)
    waits = blocked / (1 - offered / people * (1 - blocked))
    return 1 - waits * math.exp(-(people - offered) * ANSWER_SECONDS / HANDLING_SECONDS)
