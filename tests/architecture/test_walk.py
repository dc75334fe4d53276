"""The walk tells the letter's way as the code goes it."""

from __future__ import annotations

import ast
import re
from typing import NamedTuple

import pytest
from tests.architecture.pages import DOCS, ROOT, functions, house_events

from presszero.wiring import CONSEQUENCES

HOP = re.compile(
    r"^- \[`(?P<shown>[\w.]+)`\]\(\.\./(?P<path>src/[\w/]+\.py)#(?P<function>\w+)\)", re.MULTILINE
)


class Hop(NamedTuple):
    """One function on the letter's way."""

    path: str
    function: str


class Step(NamedTuple):
    """One part of the walk. event: what it follows from, "" where the outside or a person begins it.

    runs: the functions, in runs that each begin with one that nobody in the walk calls.
    """

    title: str
    event: str
    runs: list[list[Hop]]


def steps() -> list[Step]:
    parts = re.split(r"^## ", (DOCS / "walk.md").read_text(), flags=re.MULTILINE)[1:]
    return [_step(part) for part in parts]


def _step(part: str) -> Step:
    event = re.search(r"^Follows from `([a-z_.]+)`", part, re.MULTILINE)
    runs = [
        [Hop(found["path"], found["function"]) for found in HOP.finditer(block)]
        for block in re.split(r"\n\n", part)
        if HOP.search(block)
    ]
    return Step(part.splitlines()[0], event[1] if event else "", runs)


def called_by(hop: Hop) -> set[str]:
    """Return every name that a function uses, itself or through the functions of its own file."""
    known, waiting, names = functions(ROOT / hop.path), [hop.function], set()
    while waiting:
        for node in ast.walk(known[waiting.pop()]):
            name = getattr(node, "id", getattr(node, "attr", ""))
            if name and name not in names:
                names.add(name)
                waiting += [name] if name in known else []
    return names


def test_the_walk_names_each_function_by_its_own_name() -> None:
    for found in HOP.finditer((DOCS / "walk.md").read_text()):
        assert found["function"] in functions(ROOT / found["path"]), f"The walk's {found['shown']} is gone."
        assert found["shown"].rpartition(".")[2] == found["function"]


@pytest.mark.parametrize("step", steps(), ids=lambda step: step.title)
def test_each_hop_of_the_walk_is_called_by_one_before_it(step: Step) -> None:
    assert step.runs, f"The walk's step {step.title!r} names no function."
    told: list[Hop] = []
    for run in step.runs:
        for place, hop in enumerate(run):
            assert place == 0 or any(hop.function in called_by(earlier) for earlier in told), (
                f"{step.title}: none of {[earlier.function for earlier in told]} calls {hop.function} any more. "
                "Tell the walk as it goes now."
            )
            told.append(hop)


def test_what_a_step_follows_from_was_recorded_in_a_step_before_it() -> None:
    seen: set[str] = set()
    recorded = {(f"src/{one.path}", one.function, one.kind) for one in house_events()}
    for step in steps():
        if step.event:
            assert step.event in seen, f"{step.title}: {step.event} is recorded by no step before it."
            first = step.runs[0][0]
            assert first.function in {follows.__name__ for follows in CONSEQUENCES[step.event]}, (
                f"{step.title}: wiring.py does not do {first.function} after {step.event}."
            )
        hops = {hop for run in step.runs for hop in run}
        seen |= {kind for path, function, kind in recorded if Hop(path, function) in hops}
