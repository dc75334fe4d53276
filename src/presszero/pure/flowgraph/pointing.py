"""Findings at a state: the shortest way there, told in the caller's steps, and the place in the source."""

from __future__ import annotations

from presszero.pure.flowgraph.exploring import Explored
from presszero.pure.flowgraph.findings import Finding
from presszero.pure.flowgraph.graph import MADE, Node
from presszero.pure.flowgraph.levels import TRAP
from presszero.pure.flowgraph.stepping import Event, State, step
from presszero.pure.flowgraph.telling import shown, steps_of


def place_of(node: Node) -> str:
    if node.kind in ("", MADE, node.name):
        return shown(node)
    return shown(node) if node.kind in shown(node) else f"{shown(node)} ({node.kind})"


def finding_at(
    explored: Explored,
    rule: str,
    number: int,
    message: str,
    mend: str,
    *,
    at: Node | None = None,
    end: str = "",
    more: list[tuple[State, Event]] | None = None,
) -> Finding:
    way = explored.way_to(number) + (more or [])
    node = at or explored.graph.nodes[explored.states[number].node]
    places = [state.node for state, _ in way]
    last = step(explored.graph, *more[-1])[0] if more else explored.states[number]
    return Finding(
        rule,
        TRAP,
        node.name,
        steps_of(explored.graph, way, end),
        message,
        mend,
        explored.graph.file,
        node.line,
        (*places, last.node),
    )
