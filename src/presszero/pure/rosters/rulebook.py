"""The rules of a roster as a file people write: shifts, contracts, weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from presszero.pure.errors import BadInput
from presszero.pure.rosters.people import Contract, Rules, Weights
from presszero.pure.rosters.shifts import EVERY_DAY, Break, Template
from presszero.pure.rosters.spans import (
    hours_in_minutes,
    minutes_of,
    span_of,
    starts_of,
    weekdays_of,
    whole_span,
)
from presszero.pure.written_yaml import read_words

LONGEST_SHIFT_MINUTES = 16 * 60


@dataclass(frozen=True)
class Rulebook:
    """Everything a roster asks for besides people and requirement."""

    templates: tuple[Template, ...]
    contracts: dict[str, Contract]
    weights: Weights = field(default_factory=Weights)
    rules: Rules = field(default_factory=Rules)


def read_rulebook(content: bytes, *, source: str) -> Rulebook:
    """Return the rules in a YAML file, described in the guide *Rosters from a requirement*.

    Raises BadInput, naming the place in the file and what was expected there.
    """
    given = _mapping(read_words(content, source=source, what="a rule book"), source)
    _refuse_unknown(given, {"shifts", "contracts", "weights", "late_from", "weekend"}, source)
    templates = tuple(_template(one, place) for one, place in _each(given, "shifts", source))
    contracts = [_contract(one, place, templates) for one, place in _each(given, "contracts", source)]
    return Rulebook(
        templates,
        {one.name: one for one in contracts},
        _weights(given.get("weights", {}), f"{source}: weights"),
        _rules(given, source),
    )


def _mapping(given: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        raise BadInput(f"{place}: expected names with values, such as `minutes: 30`.", field=place)
    return given


def _refuse_unknown(given: Mapping[str, Any], known: set[str], place: str) -> None:
    if strange := sorted(set(given) - known):
        raise BadInput(
            f"{place}: {strange[0]!r} is not known; known are {', '.join(sorted(known))}.", field=place
        )


def _each(given: Mapping[str, Any], key: str, source: str) -> list[tuple[Mapping[str, Any], str]]:
    found = given.get(key)
    if not isinstance(found, list) or not found:
        raise BadInput(f"{source}: expected a list under `{key}:`, one entry for each.", field=key)
    named = [(_mapping(one, f"{source}: {key}"), number) for number, one in enumerate(found, 1)]
    names = Counter(str(one.get("name")) for one, _ in named if "name" in one)
    if twice := next((name for name, times in names.items() if times > 1), ""):
        raise BadInput(f"{source}: {key}: {twice} stands twice; give each a name of its own.", field=key)
    return [(one, f"{source}: {key}: {one.get('name') or f'entry {number}'}") for one, number in named]


def _needed(given: Mapping[str, Any], key: str, place: str) -> str:
    found = given.get(key)
    if not isinstance(found, str) or not found:
        raise BadInput(f"{place}: `{key}:` is missing.", field=place)
    return found


def _template(given: Mapping[str, Any], place: str) -> Template:
    _refuse_unknown(given, {"name", "hours", "starts", "breaks", "weekdays"}, place)
    breaks = given.get("breaks", [])
    if not isinstance(breaks, list):
        raise BadInput(f"{place}: `breaks:` is a list, one entry for each break.", field=place)
    minutes = hours_in_minutes(_needed(given, "hours", place), place)
    if not 0 < minutes <= LONGEST_SHIFT_MINUTES:
        raise BadInput(
            f"{place}: a shift has more than 0 and at most {LONGEST_SHIFT_MINUTES // 60} hours.", field=place
        )
    weekdays = given.get("weekdays")
    return Template(
        _needed(given, "name", place),
        minutes,
        starts_of(_listed(given.get("starts"), place), place),
        tuple(_break(_mapping(one, place), minutes, f"{place}: breaks") for one in breaks),
        weekdays_of(_listed(weekdays, place), place) if weekdays else EVERY_DAY,
    )


def _listed(given: Any, place: str) -> str:
    if isinstance(given, list) and all(isinstance(one, str) for one in given):
        return ", ".join(given)
    if isinstance(given, str) and given:
        return given
    raise BadInput(f"{place}: expected words or a list of them.", field=place)


def _break(given: Mapping[str, Any], shift_minutes: int, place: str) -> Break:
    _refuse_unknown(given, {"minutes", "after", "paid"}, place)
    minutes = _needed(given, "minutes", place)
    if not minutes.isdecimal() or int(minutes) == 0:
        raise BadInput(f"{place}: {minutes!r} is no length in minutes; write 30.", field=place)
    low, high = (hours_in_minutes(one, place) for one in span_of(_needed(given, "after", place), place))
    if not 0 <= low <= high <= shift_minutes - int(minutes):
        raise BadInput(
            f"{place}: a break after {given['after']} hours does not end within a shift of "
            f"{shift_minutes / 60:g} hours.",
            field=place,
        )
    return Break(int(minutes), low, high, paid=given.get("paid", "false") in ("true", "yes", "True"))


def _contract(given: Mapping[str, Any], place: str, templates: tuple[Template, ...]) -> Contract:
    _refuse_unknown(
        given, {"name", "shifts_a_week", "hours_a_week", "rest_hours", "days_in_a_row", "shifts"}, place
    )
    hours = given.get("hours_a_week")
    known = {template.name for template in templates}
    shifts = (
        {one.strip() for one in _listed(given["shifts"], place).split(",")} if "shifts" in given else set()
    )
    if strange := sorted(shifts - known):
        raise BadInput(
            f"{place}: there is no shift {strange[0]!r}; there are {', '.join(sorted(known))}.", field=place
        )
    row = given.get("days_in_a_row", "6")
    if not str(row).isdecimal() or int(row) < 1:
        raise BadInput(f"{place}: days_in_a_row is {row!r}; write a number from 1 on.", field=place)
    low, high = (hours_in_minutes(one, place) for one in span_of(str(hours), place)) if hours else (0, 0)
    rest = hours_in_minutes(given.get("rest_hours", "11"), place)
    if rest > 12 * 60:
        raise BadInput(
            f"{place}: rest_hours is {rest / 60:g}; at most 12 between two shifts can be planned.",
            field=place,
        )
    return Contract(
        _needed(given, "name", place),
        whole_span(given.get("shifts_a_week", "0-7"), place),
        (low, high) if hours else None,
        rest,
        int(row),
        frozenset(shifts),
    )


def _weights(given: Any, place: str) -> Weights:
    told = _mapping(given, place)
    _refuse_unknown(told, {one.name for one in fields(Weights)}, place)
    for name, value in told.items():
        if not str(value).isdecimal():
            raise BadInput(f"{place}: {name} is {value!r}; write a whole number from 0 on.", field=place)
    return Weights(**{name: int(value) for name, value in told.items()})


def _rules(given: Mapping[str, Any], source: str) -> Rules:
    usual = Rules()
    late, weekend = given.get("late_from"), given.get("weekend")
    return Rules(
        minutes_of(late, f"{source}: late_from") if late else usual.late_from,
        weekdays_of(_listed(weekend, source), f"{source}: weekend") if weekend else usual.weekend,
    )


def usual_rulebook(first_minute: int, last_minute: int, grain_minutes: int) -> Rulebook:
    """Return rules for whoever brings none: shifts of 8, 6 and 4 hours within the hours that require people.

    first_minute, last_minute: when the first and the last required interval
    begin and end, in minutes after midnight. grain_minutes: starts are this far apart.

    The 8 hours hold an unpaid half-hour of lunch after 3.5 to 5 hours. "full" works five
    of them a week, "part" three to five of the shorter ones; 11 hours rest, 6 days in a row.
    """
    step = max(grain_minutes, 30)
    lunch = Break(30, 210, 300)
    kinds = [("8 hours", 510, (lunch,)), ("6 hours", 360, ()), ("4 hours", 240, ())]
    templates = tuple(
        Template(name, minutes, _starts_within(first_minute, last_minute, minutes, step), breaks)
        for name, minutes, breaks in kinds
    )
    contracts = [
        Contract("full", (5, 5), templates=frozenset({"8 hours"})),
        Contract("part", (3, 5), templates=frozenset({"6 hours", "4 hours"})),
    ]
    return Rulebook(templates, {one.name: one for one in contracts})


def _starts_within(first: int, last: int, minutes: int, step: int) -> tuple[int, ...]:
    return tuple(range(first, last - minutes + 1, step)) or (first,)
