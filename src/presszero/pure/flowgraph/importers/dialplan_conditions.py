"""Conditions, sums and arguments of a dialplan, as far as they can be told without running it."""

from __future__ import annotations

import re

from presszero.pure.flowgraph.graph import Change, Test
from presszero.pure.flowgraph.importers.dialplan import split_outside

ABOUT_STAFF = re.compile(
    r"DIALSTATUS|DEVICE_STATE|EXTENSION_STATE|AVAILSTATUS|QUEUESTATUS|QUEUE_MEMBER|QUEUE_WAITING|HANGUPCAUSE|VMSTATUS",
    re.I,
)
ABOUT_TIME = re.compile(r"IFTIME\(([^?]*)\?", re.I)


def split_condition(words: str) -> tuple[str, str, str]:
    """Split `condition?yes:no` outside of brackets and quotation marks."""
    parts = split_outside(words, "?")
    if len(parts) < 2:
        return words, "", ""
    targets = split_outside("?".join(parts[1:]), ":")
    return parts[0].strip(), targets[0].strip(), ":".join(targets[1:]).strip()


# How a caller left a queue is told by the queue itself, where it is known.
ABOUT_A_QUEUE_LEFT = re.compile(r'^\s*\$\[\s*"?\$\{QUEUESTATUS\}"?\s*(?:==?|!=)\s*"?\w*"?\s*\]\s*$')
_COMPARED = re.compile(
    r'^\s*\$\[\s*"?x?\$\{(\w+)\}x?"?\s*(==|=|!=|<=|>=|<|>)\s*"?([^"\[\]${}]*?)"?\s*\]\s*$', re.DOTALL
)


def test_of(condition: str, target: str) -> Test:
    match = _COMPARED.match(condition)
    if match:
        return Test(match[1], match[2].replace("==", "="), match[3].strip(), target)
    return Test(condition[:80], "~", "", target)


_SUM = re.compile(
    r"^\$\[\s*0?\$\{(\w+)\}\s*([+-])\s*(\d{1,6})\s*\]$|^\$\[\s*(\d{1,6})\s*\+\s*\$\{(\w+)\}\s*\]$"
)


def change_of(name: str, value: str) -> Change:
    if match := _SUM.match(value):
        if match[1] == name:
            return Change(name, "+", match[3] if match[2] == "+" else f"-{match[3]}")
        if match[5] == name:
            return Change(name, "+", match[4])
        return Change(name, "?")
    if match := re.fullmatch(r"\$\{INC\((\w+)\)\}|\$\[\+\+\$\{(\w+)\}\]", value):
        return Change(name, "+", "1") if name in (match[1], match[2]) else Change(name, "?")
    if match := re.fullmatch(r"\$\{(\w+)\}", value):
        return Change(name, "<", match[1])
    if "$" in value:
        return Change(name, "?")
    return Change(name, "=", value.strip('"'))


def words_of(place: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[,|]", place.strip()))


def number_at(arguments: tuple[str, ...], at: int, otherwise: float) -> float:
    try:
        return float(arguments[at]) if len(arguments) > at and arguments[at] else otherwise
    except ValueError:
        return otherwise
