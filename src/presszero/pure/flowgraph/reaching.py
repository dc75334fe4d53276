"""The rules about what a caller can reach: Z1, S1, N1, T1, T2, T3, F1 and M1, proved over every state."""

from __future__ import annotations

from presszero.pure.flowgraph.callers import caller_findings, confused, silent, zero_findings
from presszero.pure.flowgraph.circles import circle_findings
from presszero.pure.flowgraph.ends import end_findings, is_unsure
from presszero.pure.flowgraph.exploring import Explored
from presszero.pure.flowgraph.findings import Finding
from presszero.pure.flowgraph.graph import UNKNOWN
from presszero.pure.flowgraph.targets import lookup_findings, target_findings
from presszero.pure.flowgraph.telling import shown


def reaching_findings(explored: Explored) -> list[Finding]:
    """Return the findings about ends, circles and the three callers, shortest way first."""
    found = [*end_findings(explored), *circle_findings(explored)]
    found += zero_findings(explored)
    found += caller_findings(explored, "S1", silent, "A caller who says nothing")
    found += caller_findings(explored, "N1", confused, "A caller who is not understood")
    found += [*target_findings(explored), *lookup_findings(explored)]
    return found


def unknowns(explored: Explored) -> tuple[str, ...]:
    """Return why the flow cannot be called safe: what is not known at a place a caller can come to."""
    nodes = explored.graph.nodes
    reasons: dict[str, None] = {}
    for state in explored.states:
        node = nodes.get(state.node)
        if node and (state.end == UNKNOWN or (state.end and is_unsure(state))):
            reasons.setdefault(
                node.why
                or f"Whether a caller comes to {shown(node)} is decided by data or code outside of the file."
            )
    return tuple(reasons)
