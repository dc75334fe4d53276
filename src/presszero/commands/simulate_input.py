"""A floor as YAML: every mistake is told with the place it stands at."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

import numpy as np
from pydantic import Field

from presszero.commands.simulate_clock import Begin, Clock, break_seconds, shift_seconds
from presszero.commands.yaml_input import Duration, Pause, Share, Strict, read_yaml
from presszero.pure.errors import BadInput
from presszero.pure.simulation.floor import Floor, Group, Kind, Shift

MOST_CONTACTS, MOST_PEOPLE = 2_000_000, 100_000
Arrivals = Annotated[
    list[Annotated[float, Field(ge=0, le=MOST_CONTACTS, allow_inf_nan=False)]], Field(min_length=1)
]
IntervalMinutes = Annotated[float, Field(ge=1, le=1440, allow_inf_nan=False)]
Variation = Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)]
Slowness = Annotated[float, Field(ge=0.01, le=100, allow_inf_nan=False)]


class KindAsked(Strict):
    """A kind of contact, in the words of the file."""

    arrivals: Arrivals
    handling_seconds: Duration
    recorded_seconds: Annotated[list[Duration], Field(min_length=2)] | None = None
    variation: Variation = 1.0
    patience_seconds: Duration | None = None
    priority: Annotated[int, Field(ge=-1000, le=1000)] = 0
    redial_share: Share = 0.0
    redial_seconds: Annotated[float, Field(ge=1, le=86_400)] = 300.0
    callback_after_seconds: Pause | None = None
    callback_share: Share = 0.5
    groups: list[str] = []


class ShiftAsked(Strict):
    start: Clock
    end: Clock
    people: Annotated[int, Field(ge=1, le=MOST_PEOPLE)] = 1
    breaks: list[Annotated[list[Clock], Field(min_length=2, max_length=2)]] = []


class GroupAsked(Strict):
    skills: list[str] | dict[str, Slowness]
    people: list[Annotated[int, Field(ge=0, le=MOST_PEOPLE)]] | None = None
    shifts: list[ShiftAsked] = []


class FloorAsked(Strict):
    interval_minutes: IntervalMinutes = 30.0
    begins: Begin = "00:00"
    kinds: Annotated[dict[str, KindAsked], Field(min_length=1)]
    groups: Annotated[dict[str, GroupAsked], Field(min_length=1)]


def read_floor(content: bytes, source: str) -> Floor:
    """Return the floor that a YAML file describes. Raises BadInput, naming the place in the file."""
    return _floor(read_yaml(content, source, FloorAsked), source)


def _floor(asked: FloorAsked, source: str) -> Floor:
    _check_lengths(asked, source)
    check_playable(sum(sum(kind.arrivals) for kind in asked.kinds.values()), source)
    for name, group in asked.groups.items():
        _check_group(name, group, asked, source)
    for name, kind in asked.kinds.items():
        _check_route(name, kind, asked, source)
    lasts = len(next(iter(asked.kinds.values())).arrivals) * asked.interval_minutes * 60
    return Floor(
        [_kind(name, kind) for name, kind in asked.kinds.items()],
        [
            _group(name, group, asked.begins, lasts, f"{source}, at groups > {name} > shifts")
            for name, group in asked.groups.items()
        ],
        asked.interval_minutes * 60,
        {name: kind.groups for name, kind in asked.kinds.items() if kind.groups},
    )


def check_playable(contacts: float, source: str) -> None:
    """Raise BadInput where a day brings more contacts than can be played again and again."""
    if contacts > MOST_CONTACTS:
        raise BadInput(
            f"{source}: {contacts:,.0f} contacts a day are more than can be played here, which is {MOST_CONTACTS:,}; "
            "play a part of the day."
        )


def _check_lengths(asked: FloorAsked, source: str) -> None:
    lengths = {name: len(kind.arrivals) for name, kind in asked.kinds.items()}
    lengths |= {name: len(group.people) for name, group in asked.groups.items() if group.people is not None}
    if len(set(lengths.values())) > 1:
        told = ", ".join(f"{name} {length}" for name, length in lengths.items())
        raise BadInput(
            f"{source}: arrivals and people are of one length, an entry for each interval; here: {told}."
        )


def _check_group(name: str, group: GroupAsked, asked: FloorAsked, source: str) -> None:
    if unknown := set(group.skills) - set(asked.kinds):
        raise BadInput(
            f"{source}, at groups > {name} > skills: no kind is called {', '.join(sorted(unknown))}; "
            f"there are {', '.join(asked.kinds)}."
        )
    if group.people is None and not group.shifts:
        raise BadInput(f"{source}, at groups > {name}: nobody is ever there; give people or shifts.")


def _check_route(name: str, kind: KindAsked, asked: FloorAsked, source: str) -> None:
    place = f"{source}, at kinds > {name} > groups"
    if unknown := set(kind.groups) - set(asked.groups):
        raise BadInput(
            f"{place}: no group is called {', '.join(sorted(unknown))}; there are {', '.join(asked.groups)}."
        )
    if unable := [group for group in kind.groups if name not in asked.groups[group].skills]:
        raise BadInput(f"{place}: {', '.join(unable)} cannot take {name}; give the skill, or ask others.")
    if len(set(kind.groups)) < len(kind.groups):
        raise BadInput(f"{place}: a group stands twice; each is asked once.")


def _kind(name: str, asked: KindAsked) -> Kind:
    values = asked.model_dump(exclude={"arrivals", "groups", "recorded_seconds"})
    recorded = None if asked.recorded_seconds is None else np.array(asked.recorded_seconds)
    return Kind(name, np.array(asked.arrivals, float), recorded_handling=recorded, **values)


def _group(name: str, asked: GroupAsked, begins: str, lasts: float, place: str) -> Group:
    skills = asked.skills if isinstance(asked.skills, dict) else dict.fromkeys(asked.skills, 1.0)
    shifts = [_shift(shift, begins, lasts, place) for shift in asked.shifts]
    people = None if asked.people is None else np.array(asked.people)
    return Group(name, skills, people, shifts)


def _shift(asked: ShiftAsked, begins: str, lasts: float, place: str) -> Shift:
    start, end = shift_seconds(asked.start, asked.end, begins, lasts, place)
    breaks = sorted(break_seconds(pair, asked.start, start, end, place) for pair in asked.breaks)
    if any(second[0] < first[1] for first, second in pairwise(breaks)):
        raise BadInput(f"{place}: two breaks of the shift from {asked.start} to {asked.end} overlap.")
    return Shift(start, end, tuple(breaks), asked.people)
