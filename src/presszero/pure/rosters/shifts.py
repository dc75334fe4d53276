"""What a shift may look like: when it begins, how long it lasts, and where its breaks may lie."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, product

EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True)
class Break:
    """A pause inside a shift. It begins earliest_minutes to latest_minutes after the shift does."""

    minutes: int
    earliest_minutes: int
    latest_minutes: int
    paid: bool = False

    def begins(self, step_minutes: int) -> range:
        """Return the minutes after the shift's start at which this break may begin."""
        return range(self.earliest_minutes, self.latest_minutes + 1, step_minutes)


@dataclass(frozen=True)
class Template:
    """A kind of shift. minutes: from start to end, breaks within. starts: minutes after midnight, rising.

    weekdays: 0 is Monday; the days on which such a shift may begin.
    """

    name: str
    minutes: int
    starts: tuple[int, ...]
    breaks: tuple[Break, ...] = ()
    weekdays: frozenset[int] = EVERY_DAY

    @property
    def paid_minutes(self) -> int:
        return self.minutes - sum(one.minutes for one in self.breaks if not one.paid)

    @property
    def breaks_are_apart(self) -> bool:
        """Whether each break may be placed without asking where the others are."""
        return all(
            first.latest_minutes + first.minutes <= second.earliest_minutes
            for first, second in pairwise(self.breaks)
        )

    def break_choices(self, step_minutes: int) -> list[list[tuple[tuple[int, int], ...]]]:
        """Return what is chosen about the breaks: for each choice, the ways, each ((begin, minutes), ...).

        Breaks whose windows are apart are chosen one by one, others together.
        """
        if self.breaks_are_apart:
            return [[((begin, one.minutes),) for begin in one.begins(step_minutes)] for one in self.breaks]
        ways = product(*(one.begins(step_minutes) for one in self.breaks))
        placed = [
            tuple((begin, one.minutes) for begin, one in zip(way, self.breaks, strict=True)) for way in ways
        ]
        return [[way for way in placed if _in_order(way)]]


@dataclass(frozen=True)
class Shift:
    """A template with its start, in minutes after midnight of the day it belongs to."""

    template: Template
    start: int

    @property
    def end(self) -> int:
        return self.start + self.template.minutes


def shifts_of(templates: tuple[Template, ...]) -> tuple[Shift, ...]:
    """Return every shift that the templates allow, earliest first."""
    every = [Shift(template, start) for template in templates for start in template.starts]
    return tuple(sorted(every, key=lambda one: (one.start, one.end, one.template.name)))


def _in_order(way: tuple[tuple[int, int], ...]) -> bool:
    return all(begin + minutes <= later for (begin, minutes), (later, _) in pairwise(way))
