"""Every name in the table of consequences is an event that something records, and the reference knows them all."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import presszero
from presszero.cases.models import Promise
from presszero.channels.email.models import Arrival
from presszero.wiring import CONSEQUENCES

SOURCE = Path(presszero.__file__).parent
REFERENCE = SOURCE.parents[1] / "docs" / "reference" / "events.md"
KIND = re.compile(r"[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*\Z")
# The two places where an event is named after the state that something came to.
NAMED_BY_STATE = {
    "promise.": {Promise.State.KEPT, Promise.State.BROKEN, Promise.State.MOVED},
    "mail.": set(Arrival.State) - {Arrival.State.ARRIVED},
}


@cache
def recorded_kinds() -> set[str]:
    """Return every kind that a call of record, or of a function that ends in it, can name."""
    return {kind for path in SOURCE.rglob("*.py") for kind in _kinds_in(ast.parse(path.read_text()))}


def _kinds_in(tree: ast.AST) -> Iterator[str]:
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and "record" in _name(call.func) or _notes_a_time(call):
            for given in call.args:  # type: ignore[attr-defined]
                yield from _kinds_of(given)


def _notes_a_time(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and _name(node.func) == "_note_time"


def _name(function: ast.expr) -> str:
    return getattr(function, "id", getattr(function, "attr", ""))


def _kinds_of(given: ast.expr) -> Iterator[str]:
    if isinstance(given, ast.Constant) and isinstance(given.value, str) and KIND.match(given.value):
        yield given.value
    if isinstance(given, ast.IfExp):
        yield from (*_kinds_of(given.body), *_kinds_of(given.orelse))
    if isinstance(given, ast.JoinedStr) and isinstance(given.values[0], ast.Constant):
        start = str(given.values[0].value)
        yield from (f"{start}{state}" for state in NAMED_BY_STATE[start])


def test_the_search_finds_events_however_they_are_recorded() -> None:
    assert {
        "case.opened",
        "point.edited",
        "promise.kept",
        "promise.falls_due",
        "mail.read",
    } <= recorded_kinds()


def test_every_consequence_follows_from_an_event_that_is_recorded() -> None:
    never = sorted(set(CONSEQUENCES) - recorded_kinds())
    assert not never, f"Nothing records {never}; mend the name in wiring.py or record the event."


def test_every_event_stands_in_the_reference() -> None:
    told = set(re.findall(r"`([a-z_]+\.[a-z_]+)`", REFERENCE.read_text()))
    missing, gone = sorted(recorded_kinds() - told), sorted(told - recorded_kinds())
    assert not missing, f"docs/reference/events.md does not tell of {missing}; add a row for each."
    assert not gone, f"docs/reference/events.md tells of {gone}, which nothing records; take them out."
