"""Mends that need no thought: a line of a flow taken out or put in where a finding names it, the rest as it was written."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from presszero.pure.flowgraph.findings import Finding

TO_A_PERSON = {"en": "For a person, press 0.", "fr": "Pour une personne, tapez 0."}
_PERSON = re.compile(r"^person:\s*[\"']?([\w.-]+)", re.MULTILINE)
_MISSING = re.compile(r"leads to '([^']+)'|after '([^']+)'|no target after ([\w, ]+)\.")


@dataclass(frozen=True)
class Block:
    """The lines of one node. first, last: their places in the text, counted from 0. indent: of its fields."""

    first: int
    last: int
    indent: str


def mended(text: str, finding: Finding) -> str | None:
    """Return the text with the mend of a finding written in, or None where a person has to think.

    text: a flow in our language as YAML of one field a line. The mend is by its letter: where a question leads silence,
    misses or 0 away from people, that line goes and the flow's `person` counts; an answer that has no target leads there.
    Whether it helped, the verdict says.
    """
    person = _PERSON.search(text)
    way = MENDS.get(finding.rule)
    block = _block(text, finding.line) if finding.line else None
    if person is None or way is None or block is None:
        return None
    lines = text.split("\n")
    after = way(lines, block, finding, person[1])
    return None if after is None or after == lines else "\n".join(after)


def _block(text: str, line: int) -> Block | None:
    """Return the lines of the node that begins at a line, None where it is written on that one line."""
    lines = text.split("\n")
    if not 0 < line <= len(lines):
        return None
    first = line - 1
    head = re.match(r"^(\s*)[\"']?[\w.-]+[\"']?:\s*(#.*)?$", lines[first])
    if head is None:
        return None
    depth = len(head[1])
    last = first
    while last + 1 < len(lines) and (
        not lines[last + 1].strip() or len(lines[last + 1]) - len(lines[last + 1].lstrip()) > depth
    ):
        last += 1
    while last > first and not lines[last].strip():
        last -= 1
    indent = re.match(r"\s*", lines[first + 1]) if last > first else None
    return Block(first, last, indent[0]) if indent else None


Lines = list[str]
Way = Callable[[Lines, Block, Finding, str], Lines | None]


def _without(*fields: str) -> Way:
    """Return the mend that takes fields of one line out of a node, so that their default counts."""

    def mend(lines: Lines, block: Block, finding: Finding, person: str) -> Lines:
        return _taken_out(lines, block, fields)

    return mend


def _taken_out(lines: Lines, block: Block, fields: Sequence[str]) -> Lines:
    field = re.compile(rf"^{block.indent}(?:{'|'.join(fields)}):\s*\S")
    return [
        line for at, line in enumerate(lines) if not (block.first < at <= block.last and field.match(line))
    ]


def _with(field: str, value: str) -> Way:
    """Return the mend that gives a node a field, in place of the one it has."""

    def mend(lines: Lines, block: Block, finding: Finding, person: str) -> Lines:
        kept = _taken_out(lines, block, [field])
        last = block.last - (len(lines) - len(kept))
        return [*kept[: last + 1], f"{block.indent}{field}: {value}", *kept[last + 1 :]]

    return mend


def _lead_on(lines: Lines, block: Block, finding: Finding, person: str) -> Lines | None:
    """Lead what has no target, or one that does not exist, to the people."""
    found = _MISSING.search(finding.message)
    if found is None:
        return None
    if missing := found[1]:
        named = re.compile(rf"(?<![\w.-]){re.escape(missing)}(?![\w.-])(?!\s*:)")
        return [
            named.sub(person, line) if block.first < at <= block.last else line
            for at, line in enumerate(lines)
        ]
    answers = [one.strip() for one in (found[2] or found[3]).split(",")]
    if not all(
        re.fullmatch(r"ok|not_found|error|timeout|full|no_answer|open|closed", one) for one in answers
    ):
        return None
    added = [f"{block.indent}{one}: {person}" for one in answers]
    return [*lines[: block.last + 1], *added, *lines[block.last + 1 :]]


def _say_zero(lines: Lines, block: Block, finding: Finding, person: str) -> Lines | None:
    """Say at the end of the first prompt, in the language that lacks it, that 0 is a person."""
    found = re.search(r"The first prompt \((\w+)\) does not say that 0", finding.message)
    if found is None:
        return _fewer(lines, block, finding, person)
    language, words = found[1], TO_A_PERSON.get(found[1])
    prompt = re.compile(rf'^(\s*(?:prompt|{language}):\s*)"([^"]*)"\s*$')
    for at in range(block.first + 1, block.last + 1):
        said = prompt.match(lines[at])
        if said and words:
            return [*lines[:at], f'{said[1]}"{said[2].rstrip()} {words}"', *lines[at + 1 :]]
    return None


def _fewer(lines: Lines, block: Block, finding: Finding, person: str) -> Lines | None:
    if "times again after" in finding.message:
        return _with("retries", "2")(lines, block, finding, person)
    if "cannot be interrupted" in finding.message:
        return _without("barge_in")(lines, block, finding, person)
    return None


MENDS: dict[str, Way] = {
    "S1": _without("no_input"),
    "N1": _without("no_match"),
    "T2": _without("no_input", "no_match"),
    "Z1": _without("zero"),
    "F1": _lead_on,
    "T3": _lead_on,
    "A1": _with("wait_seconds", "5"),
    "B1": _say_zero,
    "C1": _without("hands_over"),
}
