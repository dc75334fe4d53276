"""H1: in every hour in which a caller can be sent to a team, somebody of it is there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from presszero.pure.flowgraph.calendars import Calendar, Span, both, merged, without
from presszero.pure.flowgraph.exploring import Explored
from presszero.pure.flowgraph.findings import LACKING, NOT_KNOWN, PROVED, Finding
from presszero.pure.flowgraph.graph import PERSON, Node
from presszero.pure.flowgraph.levels import TRAP
from presszero.pure.flowgraph.telling import steps_of

HOURS = "hours:"
MOST_NAMED = 8


def staffing_findings(
    explored: Explored, calendar: Calendar | None, worst_seconds: float
) -> tuple[str, list[Finding]]:
    """Return whether staffing is proved, unknown or missing, with an H1 finding for each gap.

    worst_seconds: the longest a caller needs to the person; who calls just before closing is still owed one.
    """
    offers = _offers(explored)
    if calendar is None or not offers:
        return (NOT_KNOWN if calendar is None or not explored.states else PROVED), []
    found: list[Finding] = []
    known = True
    told: set[str] = set()
    for (name, gates), number in offers.items():
        node = explored.graph.nodes[name]
        team = node.team or name
        if not node.team and team not in calendar.cover:
            known = False
            continue
        problem = _unnamed_hours(calendar, gates)
        if problem is None and team in calendar.unsaid:
            known = False
            continue
        problem = problem or _problem(calendar, team, gates, worst_seconds)
        if problem and team not in told:
            told.add(team)
            found.append(_gap(explored, number, node, *problem))
    if found:
        return LACKING, found
    return (PROVED if known else NOT_KNOWN), []


def _offers(explored: Explored) -> dict[tuple[str, tuple[tuple[str, str], ...]], int]:
    """Return each way to a team: its node, with what the hours answered, and the first such state."""
    offers: dict[tuple[str, tuple[tuple[str, str], ...]], int] = {}
    for number, state in enumerate(explored.states):
        node = explored.graph.nodes.get(state.node)
        if node is None or node.does != PERSON or state.end:
            continue
        gates = tuple(
            (fact.removeprefix(HOURS), value) for fact, value in state.facts if fact.startswith(HOURS)
        )
        offers.setdefault((node.name, gates), number)
    return offers


def _unnamed_hours(calendar: Calendar, gates: tuple[tuple[str, str], ...]) -> tuple[str, str, str] | None:
    for name, _ in gates:
        if name not in calendar.hours:
            return (
                "",
                f"The calendar has no hours named {name!r}.",
                f"Name hours that it has ({_some(calendar.hours)}), or add {name} under `hours` there.",
            )
    return None


def _some(names: Iterable[str]) -> str:
    """Return names to choose from, not more than a person reads."""
    listed = sorted(names)
    return ", ".join(listed[:MOST_NAMED]) + (", …" if len(listed) > MOST_NAMED else "")


def _problem(
    calendar: Calendar, team: str, gates: tuple[tuple[str, str], ...], worst_seconds: float
) -> tuple[str, str, str] | None:
    """Return the caller's step, the message and the mend of the first gap, or None."""
    if team not in calendar.cover:
        named = _some({*calendar.cover, *calendar.unsaid})
        return (
            "",
            f"The calendar has nobody for {team!r}.",
            f"Name a team that it has ({named}), or add {team} under `cover` there.",
        )
    wanted = calendar.everything()
    for name, value in gates:
        spans = calendar.hours[name].spans(calendar.first, calendar.last, calendar.zone)
        wanted = both(wanted, spans) if value == "open" else without(wanted, spans)
    wanted = merged([(begins, ends + worst_seconds) for begins, ends in wanted])
    end = calendar.everything()[0][1]
    covered = calendar.cover[team].spans(calendar.first, calendar.last, calendar.zone)
    gaps = without([(begins, min(ends, end)) for begins, ends in wanted], covered)
    if not gaps:
        return None
    return _told(calendar, team, gaps)


def _told(calendar: Calendar, team: str, gaps: list[Span]) -> tuple[str, str, str]:
    begins, ends = (datetime.fromtimestamp(one, calendar.zone) for one in gaps[0])
    hours = sum(ends - begins for begins, ends in gaps) / 3600
    when = f"{begins:%A %d %B %Y} at {begins:%H:%M}"
    return (
        f"call so that the line is reached on {when}",
        f"Nobody of {team} is there from {when} until {ends:%H:%M}; {len(gaps)} such gaps, {hours:.1f} hours in all.",
        f"Roster somebody of {team} then, or close the line earlier: a caller may need "
        "some minutes from the first word to the line.",
    )


def _gap(explored: Explored, number: int, node: Node, when: str, message: str, mend: str) -> Finding:
    way = explored.way_to(number)
    path = (*([when] if when else []), *steps_of(explored.graph, way, "nobody there"))
    nodes = (*(state.node for state, _ in way), node.name)
    return Finding("H1", TRAP, node.name, path, message, mend, explored.graph.file, node.line, nodes)
