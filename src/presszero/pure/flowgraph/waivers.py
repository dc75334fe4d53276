"""Waivers: a finding that a named person answers for, until a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from presszero.pure.errors import BadInput
from presszero.pure.flowgraph.findings import Finding


class BadWaiver(BadInput):
    """The waivers cannot be read."""


@dataclass(frozen=True)
class Waiver:
    """One rule at one node of one flow, waived by a named person with a reason, until a day."""

    flow: str
    rule: str
    node: str
    by: str
    reason: str
    until: date


def waivers_from(data: object) -> list[Waiver]:
    """Read waivers as YAML gives them: a list of flow, rule, node, by, reason, until.

    Raises BadWaiver naming the entry and what it lacks.
    """
    if not isinstance(data, list):
        raise BadWaiver("Waivers are a list; each has flow, rule, node, by, reason and until.")
    return [_waiver(one, count) for count, one in enumerate(data, 1)]


def _waiver(data: object, count: int) -> Waiver:
    wanted = ("flow", "rule", "node", "by", "reason", "until")
    missing = [key for key in wanted if not isinstance(data, dict) or not data.get(key)]
    if missing or not isinstance(data, dict):
        raise BadWaiver(f"Waiver {count} lacks {', '.join(missing)}.")
    until = data["until"]
    if not isinstance(until, date):
        raise BadWaiver(f"Waiver {count}: until is {until!r}; write a day such as 2026-12-31.")
    flow, rule, node, by, reason = (str(data[key]) for key in wanted[:-1])
    return Waiver(flow, rule, node, by, reason, until)


def waived(findings: Iterable[Finding], waivers: Iterable[Waiver], *, flow: str, on: date) -> list[Finding]:
    """Return the findings, those waived on a day marked with who answers for it and until when."""
    standing = {(one.rule, one.node): one for one in waivers if one.flow == flow and one.until >= on}
    marked = []
    for finding in findings:
        waiver = standing.get((finding.rule, finding.node))
        marked.append(replace(finding, waived_by=waiver.by, waived_until=waiver.until) if waiver else finding)
    return marked
