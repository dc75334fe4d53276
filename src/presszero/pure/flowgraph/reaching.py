"""The rules about what a caller can reach: Z1, S1, N1, T1, T2, T3, F1 and M1, proved over every state."""

from __future__ import annotations

from presszero.pure.flowgraph.callers import caller_findings, confused, silent, zero_findings
from presszero.pure.flowgraph.circles import circle_findings
from presszero.pure.flowgraph.ends import end_findings, is_unsure
from presszero.pure.flowgraph.exploring import Explored
from presszero.pure.flowgraph.findings import Finding
from presszero.pure.flowgraph.graph import CALL, UNKNOWN, Node
from presszero.pure.flowgraph.levels import NOT_TOLD
from presszero.pure.flowgraph.pointing import finding_at
from presszero.pure.flowgraph.stepping import DEEPEST_CALL
from presszero.pure.flowgraph.targets import lookup_findings, target_findings
from presszero.pure.flowgraph.telling import ENDINGS, shown


def reaching_findings(explored: Explored) -> list[Finding]:
    """Return the findings about ends, circles and the three callers, shortest way first."""
    found = [*end_findings(explored), *circle_findings(explored)]
    found += zero_findings(explored)
    found += caller_findings(explored, "S1", silent, "A caller who says nothing")
    found += caller_findings(explored, "N1", confused, "A caller who is not understood")
    found += [*target_findings(explored), *lookup_findings(explored)]
    return found


def not_known_findings(explored: Explored) -> dict[str, Finding]:
    """M1: by its reason, the shortest way to each place from which the files do not tell what becomes of the caller.

    A place is told once: by what its file says of it, else by where callers may come from there.
    """
    nodes = explored.graph.nodes
    found: dict[str, Finding] = {}
    told: set[str] = set()
    lost = [
        (number, nodes[state.node])
        for number, state in enumerate(explored.states)
        if state.node in nodes and (state.end == UNKNOWN or is_unsure(state))
    ]
    for number, node in sorted(lost, key=lambda one: not _is_told(one[1])):
        why, place = _why(node), _who_decides(explored, number)
        if why in found or (place.name in told and not _is_told(node)):
            continue
        told.add(place.name)
        found[why] = finding_at(
            explored,
            NOT_TOLD,
            number,
            f"Not known, so never safe: {why}",
            "Give the missing file or table along with this one, or look at that place by hand.",
            at=place,
            end=ENDINGS[UNKNOWN],
        )
    return found


def _is_told(node: Node) -> bool:
    return bool(node.why) or node.does == CALL


def _why(node: Node) -> str:
    if node.does == CALL:
        return f"{shown(node)} leads from flow to flow, more than {DEEPEST_CALL} deep."
    return node.why or (
        f"Whether a caller comes to {shown(node)} is decided by data or code outside of the file."
    )


def _who_decides(explored: Explored, number: int) -> Node:
    """Return the place to look at: the last one whose answer is not in the files, else the one that was reached."""
    nodes = explored.graph.nodes
    way = [nodes[state.node] for state, _ in explored.way_to(number)]
    here = nodes[explored.states[number].node]
    return next((node for node in reversed(way) if node.opaque), here)
