"""A floor as YAML: every mistake is told with the place it stands at."""

from __future__ import annotations

import re
from typing import Annotated

import numpy as np
from pydantic import Field

from presszero.commands.yaml_input import NotLess, Positive, Share, Strict, read_yaml
from presszero.pure.errors import BadInput
from presszero.pure.simulation.floor import Floor, Group, Kind, Shift

CLOCK = re.compile(r"(\d{1,2}):(\d{2})")


class KindAsked(Strict):
    """A kind of contact, in the words of the file."""

    arrivals: Annotated[list[NotLess], Field(min_length=1)]
    handling_seconds: Positive
    variation: Positive = 1.0
    patience_seconds: Positive | None = None
    priority: int = 0
    redial_share: Share = 0.0
    redial_seconds: Positive = 300.0
    callback_after_seconds: NotLess | None = None
    callback_share: Share = 0.5
    groups: list[str] = []


class ShiftAsked(Strict):
    start: str
    end: str
    people: Annotated[int, Field(ge=1)] = 1
    breaks: list[Annotated[list[str], Field(min_length=2, max_length=2)]] = []


class GroupAsked(Strict):
    skills: list[str] | dict[str, Positive]
    people: list[Annotated[int, Field(ge=0)]] | None = None
    shifts: list[ShiftAsked] = []


class FloorAsked(Strict):
    interval_minutes: Positive = 30.0
    begins: str = "00:00"
    kinds: Annotated[dict[str, KindAsked], Field(min_length=1)]
    groups: Annotated[dict[str, GroupAsked], Field(min_length=1)]


def read_floor(content: bytes, source: str) -> Floor:
    """Return the floor that a YAML file describes. Raises BadInput, naming the place in the file."""
    return _floor(read_yaml(content, source, FloorAsked), source)


def _floor(asked: FloorAsked, source: str) -> Floor:
    lengths = {name: len(kind.arrivals) for name, kind in asked.kinds.items()}
    lengths |= {name: len(group.people) for name, group in asked.groups.items() if group.people is not None}
    if len(set(lengths.values())) > 1:
        told = ", ".join(f"{name} {length}" for name, length in lengths.items())
        raise BadInput(
            f"{source}: arrivals and people are of one length, an entry for each interval; here: {told}."
        )
    for name, group in asked.groups.items():
        if unknown := set(group.skills) - set(asked.kinds):
            raise BadInput(
                f"{source}, at groups > {name} > skills: no kind is called {', '.join(sorted(unknown))}; "
                f"there are {', '.join(asked.kinds)}."
            )
    for name, kind in asked.kinds.items():
        if unknown := set(kind.groups) - set(asked.groups):
            raise BadInput(
                f"{source}, at kinds > {name} > groups: no group is called {', '.join(sorted(unknown))}; "
                f"there are {', '.join(asked.groups)}."
            )
    begins = seconds_of(asked.begins, source)
    return Floor(
        [_kind(name, kind) for name, kind in asked.kinds.items()],
        [_group(name, group, begins, source) for name, group in asked.groups.items()],
        asked.interval_minutes * 60,
        {name: kind.groups for name, kind in asked.kinds.items() if kind.groups},
    )


def _kind(name: str, asked: KindAsked) -> Kind:
    values = asked.model_dump(exclude={"arrivals", "groups"})
    return Kind(name, np.array(asked.arrivals, float), **values)


def _group(name: str, asked: GroupAsked, begins: float, source: str) -> Group:
    skills = asked.skills if isinstance(asked.skills, dict) else dict.fromkeys(asked.skills, 1.0)
    shifts = [
        Shift(
            seconds_of(shift.start, source) - begins,
            seconds_of(shift.end, source) - begins,
            tuple((seconds_of(a, source) - begins, seconds_of(b, source) - begins) for a, b in shift.breaks),
            shift.people,
        )
        for shift in asked.shifts
    ]
    people = None if asked.people is None else np.array(asked.people)
    return Group(name, skills, people, shifts)


def seconds_of(clock: str, source: str) -> float:
    """Return a time of day as seconds after midnight. Raises BadInput."""
    found = CLOCK.fullmatch(clock)
    if not found or int(found[2]) > 59:
        raise BadInput(f'{source}: {clock!r} is no time of day; write it as "08:30", in quotation marks.')
    return int(found[1]) * 3600.0 + int(found[2]) * 60
