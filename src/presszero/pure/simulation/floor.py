"""A contact centre as data: kinds of contact, groups of people, and when they are there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from presszero.pure.errors import BadInput


@dataclass(frozen=True)
class Kind:
    """One kind of contact.

    arrivals: expected in each interval, (intervals,), >= 0.
    handling_seconds: mean, > 0, with someone of skill 1.
    variation: of lognormal handling times, standard deviation over mean; 1 looks much like phone calls;
    None for exponential ones, as the formulas have them.
    handling_pattern: how long contacts take beside that mean, by interval of arrival, (intervals,); None for alike.
    recorded_handling: handling times from records to draw from instead, scaled to the mean.
    patience_seconds: mean of an exponential patience; None where nobody gives up.
    recorded_patience: patience to draw from instead, such as the steps of a patience curve.
    priority: lower is served first; equal ones by who waits longest.
    redial_share: of those who gave up, how many try again, after redial_seconds on average; see MOST_ATTEMPTS.
    callback_after_seconds: offer a call-back when the wait is expected to be longer; None for never.
    callback_share: how many accept it; they keep their place behind all who wait on the line.
    """

    name: str
    arrivals: np.ndarray
    handling_seconds: float
    variation: float | None = 1.0
    handling_pattern: np.ndarray | None = None
    recorded_handling: np.ndarray | None = None
    patience_seconds: float | None = None
    recorded_patience: np.ndarray | None = None
    priority: int = 0
    redial_share: float = 0.0
    redial_seconds: float = 300.0
    callback_after_seconds: float | None = None
    callback_share: float = 0.5


@dataclass(frozen=True)
class Shift:
    """So many people from start to end, away in the breaks; seconds from the begin of the first interval."""

    start_seconds: float
    end_seconds: float
    breaks: tuple[tuple[float, float], ...] = ()
    people: int = 1

    def changes(self) -> list[tuple[float, int]]:
        """Return (second, people more or fewer)."""
        found = [(self.start_seconds, self.people), (self.end_seconds, -self.people)]
        for begins, ends in self.breaks:
            if not self.start_seconds <= begins <= ends <= self.end_seconds:
                raise BadInput(
                    f"A break from {begins:g} to {ends:g} s lies outside its shift, "
                    f"{self.start_seconds:g} to {self.end_seconds:g} s."
                )
            found += [(begins, -self.people), (ends, self.people)]
        if any(later[0] < sooner[1] for sooner, later in pairwise(sorted(self.breaks))):
            raise BadInput("Two breaks of a shift overlap; nobody can leave twice.")
        return found


@dataclass(frozen=True)
class Group:
    """People of the same skills. Whoever is busy at the end of a shift finishes first.

    skills: for each kind they serve, how long they take beside its mean; 1 is the mean, 1.2 a fifth longer.
    on_duty: people in each interval, (intervals,), or shifts instead.
    """

    name: str
    skills: Mapping[str, float]
    on_duty: np.ndarray | None = None
    shifts: Sequence[Shift] = ()


@dataclass(frozen=True)
class Floor:
    """Kinds, groups, and the length of an interval in seconds. A kind goes to the first of its groups, in
    order, with somebody free; who becomes free takes the kind of least priority that waits longest."""

    kinds: Sequence[Kind]
    groups: Sequence[Group]
    interval_seconds: float = 1800.0
    routes: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def intervals(self) -> int:
        return int(np.asarray(self.kinds[0].arrivals).size)

    def skill_table(self) -> np.ndarray:
        """Return the mean handling seconds of each kind with each group, 0 where they do not serve it."""
        table = np.zeros((len(self.kinds), len(self.groups)))
        for row, kind in enumerate(self.kinds):
            for column, group in enumerate(self.groups):
                table[row, column] = kind.handling_seconds * group.skills.get(kind.name, 0.0)
        if lost := [kind.name for row, kind in enumerate(self.kinds) if not table[row].any()]:
            raise BadInput(f"Nobody serves {', '.join(lost)}; give the skill to a group.")
        return table

    def route_table(self) -> np.ndarray:
        """Return for each kind its groups in the order they are asked, filled up with -1, (kinds, groups)."""
        places = {group.name: place for place, group in enumerate(self.groups)}
        table = np.full((len(self.kinds), len(self.groups)), -1)
        for row, kind in enumerate(self.kinds):
            # Without an order of its own a kind asks those first who can do least else: the wide stay free.
            able = sorted(
                (group for group in self.groups if group.skills.get(kind.name)),
                key=lambda one: len(one.skills),
            )
            asked = self.routes.get(kind.name) or [group.name for group in able]
            table[row, : len(asked)] = [places[name] for name in asked]
        return table

    def staff_changes(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return (second, group, people more or fewer), by time."""
        found: list[tuple[float, int, int]] = []
        for place, group in enumerate(self.groups):
            for shift in group.shifts:
                found += [(at, place, more) for at, more in shift.changes()]
            if group.on_duty is not None:
                steps = np.diff(np.asarray(group.on_duty, int), prepend=0, append=0)
                found += [(at * self.interval_seconds, place, int(steps[at])) for at in np.flatnonzero(steps)]
        found.sort()
        times, groups, steps_ = zip(*found, strict=True) if found else ((), (), ())
        return np.array(times, float), np.array(groups, np.int64), np.array(steps_, np.int64)


def people_seconds(floor: Floor) -> np.ndarray:
    """Return the seconds each group is on duty, (groups,)."""
    times, groups, steps = floor.staff_changes()
    until = max(floor.intervals * floor.interval_seconds, float(times.max(initial=0.0)))
    paid = np.zeros(len(floor.groups))
    np.add.at(paid, groups, steps * (until - times))
    return paid
