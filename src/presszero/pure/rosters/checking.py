"""Whether a roster keeps what was promised. This page knows nothing of how a roster is made.

It reads assignments as a colleague would, with a calendar and the contract in hand, and says what is broken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from presszero.pure.rosters.people import Assignment, Contract, Person
from presszero.pure.rosters.problem import Problem
from presszero.pure.rosters.shifts import Template

DAYS_A_WEEK = 7


@dataclass(frozen=True)
class Violation:
    """One broken rule. rule: a code word; sentence: who, when, and the numbers."""

    rule: str
    person: str
    on: date | None
    sentence: str


def violations(problem: Problem, assignments: Sequence[Assignment]) -> list[Violation]:
    """Return every broken rule of a roster, by person and day; empty when it is sound."""
    found = list(_strangers(problem, assignments))
    for person in problem.people:
        mine = sorted((one for one in assignments if one.person == person.name), key=_begins)
        contract = problem.contracts[person.contract]
        for one in mine:
            found += _against_template(problem, contract, one)
            found += _against_availability(person, one)
        found += _against_nights(person, contract, mine, problem)
        found += _against_runs(person, contract, mine, problem)
        found += _against_weeks(person, contract, mine, problem)
    found += _unkept_locks(problem, assignments)
    return found


def _begins(one: Assignment) -> datetime:
    return _moment(one.on, one.start)


def _moment(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minutes)


def _strangers(problem: Problem, assignments: Iterable[Assignment]) -> Iterator[Violation]:
    known, days = {person.name for person in problem.people}, set(problem.dates)
    for one in assignments:
        if one.person not in known:
            yield Violation(
                "person", one.person, one.on, f"{one.person} is not among the people of this roster."
            )
        if one.on not in days:
            yield Violation(
                "day", one.person, one.on, f"{one.on} is not a day of this roster ({one.person})."
            )


def _against_template(problem: Problem, contract: Contract, one: Assignment) -> Iterator[Violation]:
    by_name = {template.name: template for template in problem.templates}
    template = by_name.get(one.template)
    where = f"{one.person} on {one.on}"
    if template is None:
        yield Violation("shift", one.person, one.on, f"{where}: there is no shift called {one.template!r}.")
        return
    if contract.templates and template.name not in contract.templates:
        yield Violation(
            "contract",
            one.person,
            one.on,
            f"{where}: contract {contract.name!r} has no shift {template.name!r}.",
        )
    if (
        one.start not in template.starts
        or one.end - one.start != template.minutes
        or one.on.weekday() not in template.weekdays
    ):
        yield Violation(
            "shift",
            one.person,
            one.on,
            f"{where}: {_clock(one.start)} to {_clock(one.end)} is not a time of the shift {template.name!r}.",
        )
    yield from _against_breaks(template, one, where)


def _against_breaks(template: Template, one: Assignment, where: str) -> Iterator[Violation]:
    wanted = Counter(pause.minutes for pause in template.breaks)
    if Counter(minutes for _, minutes in one.breaks) != wanted:
        told = ", ".join(f"{minutes} min" for minutes in sorted(wanted.elements())) or "none"
        yield Violation(
            "break", one.person, one.on, f"{where}: the shift has breaks of {told}, not what is planned."
        )
        return
    for begin, minutes in one.breaks:
        fits = any(
            pause.minutes == minutes and pause.earliest_minutes <= begin - one.start <= pause.latest_minutes
            for pause in template.breaks
        )
        if not fits:
            yield Violation(
                "break",
                one.person,
                one.on,
                f"{where}: the break of {minutes} min at {_clock(begin)} is outside its window.",
            )
    for (begin, minutes), (later, _) in pairwise(sorted(one.breaks)):
        if begin + minutes > later:
            yield Violation("break", one.person, one.on, f"{where}: two breaks overlap at {_clock(later)}.")


def _against_availability(person: Person, one: Assignment) -> Iterator[Violation]:
    if one.on.weekday() in person.days_off or one.on in person.away:
        yield Violation("day off", person.name, one.on, f"{person.name} is not there on {one.on}.")
    if not person.earliest_start <= one.start <= person.latest_start or one.end > person.latest_end:
        yield Violation(
            "hours",
            person.name,
            one.on,
            f"{person.name} on {one.on}: {_clock(one.start)} to {_clock(one.end)} is outside the hours they can work.",
        )


def _against_nights(
    person: Person, contract: Contract, mine: list[Assignment], problem: Problem
) -> Iterator[Violation]:
    """Compare each end with the next start, the last shift before the roster included."""
    spans = [(_moment(one.on, one.start), _moment(one.on, one.end)) for one in mine]
    if person.end_before is not None:
        ended = _moment(problem.first_day - timedelta(days=1), person.end_before)
        spans.insert(0, (ended, ended))
    for (_, ended), (begins, _) in pairwise(spans):
        rest = (begins - ended).total_seconds() / 60
        if rest < contract.rest_minutes:
            yield Violation(
                "rest",
                person.name,
                begins.date(),
                f"{person.name} has {rest / 60:g} h between {ended:%a %H:%M} and {begins:%a %H:%M}, of "
                f"{contract.rest_minutes / 60:g} h rest.",
            )


def _against_runs(
    person: Person, contract: Contract, mine: list[Assignment], problem: Problem
) -> Iterator[Violation]:
    worked, run = {one.on for one in mine}, person.days_in_a_row_before
    for day in problem.dates:
        run = run + 1 if day in worked else 0
        if run == contract.days_in_a_row + 1:
            yield Violation(
                "days in a row",
                person.name,
                day,
                f"{person.name} works more than {contract.days_in_a_row} days in a row on {day}.",
            )


def _against_weeks(
    person: Person, contract: Contract, mine: list[Assignment], problem: Problem
) -> Iterator[Violation]:
    by_name = {template.name: template for template in problem.templates}
    for first in range(0, problem.days, DAYS_A_WEEK):
        week = problem.dates[first : first + DAYS_A_WEEK]
        shifts = [one for one in mine if one.on in week]
        paid = sum(by_name[one.template].paid_minutes for one in shifts if one.template in by_name)
        share, away = len(week) / DAYS_A_WEEK, _days_away(person, contract, week, problem)
        low, high = contract.shifts_per_week
        least = max(int(low * share + 1e-9) - away, 0)
        yield from _outside(person, week, len(shifts), (least, high), "shifts", 1)
        if contract.minutes_per_week:
            few, many = contract.minutes_per_week
            left = max(1 - away / max(low or high, 1), 0.0)
            yield from _outside(person, week, paid, (int(few * share * left + 1e-9), many), "paid hours", 60)


def _days_away(person: Person, contract: Contract, week: Sequence[date], problem: Problem) -> int:
    """Return on how many days of a week somebody is away who could have worked: each counts as a shift of the least."""
    known = [one for one in problem.templates if not contract.templates or one.name in contract.templates]
    return sum(
        day in person.away
        and day.weekday() not in person.days_off
        and any(day.weekday() in template.weekdays for template in known)
        for day in week
    )


def _outside(
    person: Person,
    week: Sequence[date],
    has: int,
    agreed: tuple[int, int],
    what: str,
    unit: int,
) -> Iterator[Violation]:
    least, most = agreed
    if not least <= has <= most:
        yield Violation(
            what,
            person.name,
            week[0],
            f"{person.name} has {has / unit:g} {what} in the week from {week[0]}; agreed are "
            f"{least / unit:g} to {most / unit:g}.",
        )


def _unkept_locks(problem: Problem, assignments: Sequence[Assignment]) -> Iterator[Violation]:
    kept = {(one.person, one.on, one.template, one.start, one.breaks) for one in assignments}
    for lock in problem.locked:
        if (lock.person, lock.on, lock.template, lock.start, lock.breaks) not in kept:
            yield Violation(
                "locked",
                lock.person,
                lock.on,
                f"{lock.person} on {lock.on}: the locked shift {lock.template!r} is gone.",
            )


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
