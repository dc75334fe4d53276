"""Who may be planned: their contract, when they can work, what they can do and what they would rather."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

EARLY, LATE = "early", "late"


@dataclass(frozen=True)
class Contract:
    """What was agreed. Weeks are counted from the first day of the roster.

    shifts_per_week, minutes_per_week: least and most, both included; minutes
    are paid ones. rest_minutes: least time between the end of a shift and the
    start of the next. days_in_a_row: most days worked without one free.
    templates: names of the shifts this contract knows; empty means all.
    """

    name: str
    shifts_per_week: tuple[int, int] = (0, 5)
    minutes_per_week: tuple[int, int] | None = None
    rest_minutes: int = 11 * 60
    days_in_a_row: int = 6
    templates: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Person:
    """One colleague. Minutes are after midnight of the shift's day.

    days_off: weekdays, 0 is Monday, that are never worked. away: single days.
    prefers: "early", "late", or names of templates; empty means no wish.
    wishes_off, wishes_off_weekdays: days this person would rather have free.
    days_in_a_row_before, end_before: how the day before the roster ended:
    days worked up to then without one free, and minutes after that day's
    midnight at which its shift ended (None: it was free).
    weekends_before, lates_before: what was carried before, for fairness.
    """

    name: str
    contract: str
    skills: frozenset[str] = frozenset()
    days_off: frozenset[int] = frozenset()
    away: frozenset[date] = frozenset()
    earliest_start: int = 0
    latest_start: int = 48 * 60
    latest_end: int = 72 * 60
    prefers: frozenset[str] = frozenset()
    wishes_off: frozenset[date] = frozenset()
    days_in_a_row_before: int = 0
    end_before: int | None = None
    weekends_before: int = 0
    lates_before: int = 0
    wishes_off_weekdays: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Assignment:
    """One shift of one person. start: minutes after midnight; breaks: (begin, minutes) on the same clock."""

    person: str
    on: date
    template: str
    start: int
    end: int
    breaks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Weights:
    """What the plan is asked to avoid, in points for each interval, shift or change.

    short, over: an interval with one person too few, too many. against_wish: a
    shift against a preference. unfair: a late or weekend shift above the mean of all.
    change: a day changed in a repair.
    """

    short: int = 10
    over: int = 1
    against_wish: int = 2
    unfair: int = 1
    change: int = 30


@dataclass(frozen=True)
class Rules:
    """What counts as late, and which days are the weekend (0 is Monday)."""

    late_from: int = 20 * 60
    weekend: frozenset[int] = field(default_factory=lambda: frozenset({5, 6}))
