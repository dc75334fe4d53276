"""Clocks that run while somebody is there and owes the next step, and tell each minute of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from presszero.pure.hours.calendars import Calendar, due_after, open_seconds

State = Literal["runs", "waits", "stopped"]
Standing = Literal["runs", "waits", "stopped", "closed"]


@dataclass(frozen=True)
class Turn:
    """From this instant the clock runs, waits or is stopped. because: a code word, such as "answered"."""

    at: datetime
    to: State
    because: str


@dataclass(frozen=True)
class Step:
    """What happened on a case: wrote, answered, closed, reopened, or settled (a promise). owed: a promise still runs."""

    at: datetime
    what: Literal["wrote", "answered", "closed", "reopened", "settled"]
    owed: bool = False


@dataclass(frozen=True)
class Stretch:
    """One piece of a clock's life. state "closed": it would run, and nobody is there.

    because: the code word of the turn it follows from, or the name of the
    exceptional day it stood still on ("" for the plain hours). seconds: counted, 0 unless it ran.
    """

    begins: datetime
    ends: datetime
    state: Standing
    because: str
    seconds: float


@dataclass(frozen=True)
class Clock:
    """A limit and the turns of one clock, oldest first. within_hours: open hours, > 0."""

    within_hours: float
    turns: tuple[Turn, ...]

    @property
    def is_stopped(self) -> bool:
        return not self.turns or self.turns[-1].to == "stopped"


def story_of(clock: Clock, calendar: Calendar, until: datetime) -> list[Stretch]:
    """Return a clock's life from its first turn until an instant, piece by piece, without gap or overlap.

    A calendar that never opens counts around the clock: what is owed is owed all the same.
    """
    told: list[Stretch] = []
    for turn, ends in _spells(clock.turns, until):
        if turn.to == "runs":
            told += _running(turn, ends, calendar)
        else:
            told.append(Stretch(turn.at, ends, turn.to, turn.because, 0.0))
    return told


def _spells(turns: Sequence[Turn], until: datetime) -> list[tuple[Turn, datetime]]:
    ends = [turn.at for turn in turns[1:]] + [until]
    pairs = zip(turns, ends, strict=True) if turns else ()
    return [(turn, min(end, until)) for turn, end in pairs if turn.at < min(end, until)]


def _running(turn: Turn, ends: datetime, calendar: Calendar) -> list[Stretch]:
    if not calendar.opens_at_all:
        return [Stretch(turn.at, ends, "runs", turn.because, (ends - turn.at).total_seconds())]
    told: list[Stretch] = []
    at, because = turn.at, turn.because
    for opens, closes in calendar.open_times(turn.at, ends):
        if at < opens:
            told.append(_closed(at, opens, calendar))
            because = turn.because if not told[:-1] else "opened"
        if told and told[-1].state == "runs" and told[-1].ends == opens:
            opened = told.pop()
            opens, because = opened.begins, opened.because
        told.append(Stretch(opens, closes, "runs", because, (closes - opens).total_seconds()))
        at = closes
    if at < ends:
        told.append(_closed(at, ends, calendar))
    return told


def _closed(begins: datetime, ends: datetime, calendar: Calendar) -> Stretch:
    """Name the exceptional day that keeps a stretch closed, where the plain week would have opened in it."""
    day, last = begins.astimezone(calendar.zone).date(), ends.astimezone(calendar.zone).date()
    while day <= last:
        exception = calendar.exceptions.get(day)
        if exception and calendar.week[day.weekday()] and exception.spans != calendar.week[day.weekday()]:
            return Stretch(begins, ends, "closed", exception.name, 0.0)
        day += timedelta(days=1)
    return Stretch(begins, ends, "closed", "", 0.0)


def due_of(clock: Clock, calendar: Calendar) -> datetime | None:
    """Return when the limit is reached, past or to come; None while the clock waits or stopped before it.

    Raises ValueError when LONGEST_SEARCH_DAYS do not hold the hours that are left.
    """
    left = clock.within_hours * 3600
    for place, turn in enumerate(clock.turns):
        if turn.to != "runs":
            continue
        following = clock.turns[place + 1].at if place + 1 < len(clock.turns) else None
        if following is None:
            return _after(turn.at, left, calendar)
        spent = _counted(turn.at, following, calendar)
        if spent >= left:
            return _after(turn.at, left, calendar)
        left -= spent
    return None


def _counted(begins: datetime, ends: datetime, calendar: Calendar) -> float:
    if not calendar.opens_at_all:
        return (ends - begins).total_seconds()
    return open_seconds(begins, ends, calendar)


def _after(at: datetime, seconds: float, calendar: Calendar) -> datetime:
    if not calendar.opens_at_all:
        return at + timedelta(seconds=seconds)
    return due_after(at, seconds / 3600, calendar)


def clocks_of(steps: Sequence[Step]) -> list[tuple[str, tuple[Turn, ...]]]:
    """Return the clocks that a case's steps set going, oldest first: (kind, turns).

    steps: in order. "first" runs from the first letter to the first answer;
    "next" from each later letter to the answer after it; "settle" from the first
    letter until the case is closed, and waits while nothing is asked or owed.
    """
    clocks: list[tuple[str, tuple[Turn, ...]]] = []
    settle: list[Turn] = []
    asked = False
    for step in steps:
        if step.what in ("wrote", "reopened") and not asked:
            clocks.append(("next" if clocks else "first", (Turn(step.at, "runs", step.what),)))
            asked = True
        elif step.what in ("answered", "closed") and asked:
            kind, turns = clocks[-1]
            clocks[-1] = kind, (*turns, Turn(step.at, "stopped", step.what))
            asked = False
        if clocks:
            settle = _settled_by(settle, step, asked)
    return [*clocks, *([("settle", tuple(settle))] if settle else [])]


def _settled_by(turns: list[Turn], step: Step, asked: bool) -> list[Turn]:
    state: State = "stopped" if step.what == "closed" else "runs" if asked or step.owed else "waits"
    if turns and turns[-1].to == state:
        return turns
    if turns and turns[-1].to == "stopped" and step.what == "settled":
        return turns
    because = "promised" if state == "runs" and not asked else step.what
    return [*turns, Turn(step.at, state, because)]
