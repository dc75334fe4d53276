"""How a conversation may end: with a person, badly, or in a way that cannot be known (T1, H1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from presszero.pure.flowgraph.exploring import Explored
from presszero.pure.flowgraph.findings import Finding
from presszero.pure.flowgraph.graph import CALL, CALLBACK, HANGUP, PERSON, UNKNOWN, VOICEMAIL, WORLD, Node
from presszero.pure.flowgraph.levels import ADVICE, TRAP
from presszero.pure.flowgraph.pointing import finding_at, place_of
from presszero.pure.flowgraph.stepping import LOST, UNANSWERED, Event, State
from presszero.pure.flowgraph.telling import ENDINGS, shown


def is_bad_end(state: State) -> bool:
    """Return whether a conversation ended without a person, a promise or the caller's word."""
    if not state.end or state.end == UNKNOWN or is_unsure(state):
        return False
    return not state.is_with_a_person


def is_unsure(state: State) -> bool:
    return state.uncertain and state.end not in ("", PERSON) and not state.is_with_a_person


def end_findings(explored: Explored) -> Iterator[Finding]:
    """T1: the shortest way to each place where the conversation ends badly."""
    seen: set[tuple[str, str]] = set()
    for number, state in enumerate(explored.states):
        if not is_bad_end(state) or (state.node, state.end) in seen:
            continue
        seen.add((state.node, state.end))
        if state.cause == UNANSWERED:
            yield _unanswered(explored, number)
            continue
        if state.end == LOST:
            yield _lost(explored, number)
            continue
        node = explored.graph.nodes[state.node]
        yield finding_at(
            explored,
            "T1",
            number,
            f"{place_of(node)} ends the conversation without a person ({ENDINGS[state.end]}).",
            _mend_of_end(explored, state, node),
            end=ENDINGS[state.end],
        )


def _unanswered(explored: Explored, number: int) -> Finding:
    """Advice: when nobody takes the call, the caller is cut off. Whether somebody does is staffing."""
    node = explored.graph.nodes[explored.states[number].node]
    found = finding_at(
        explored,
        "H1",
        number,
        f"When nobody takes the call, it ends at {place_of(node)}. Whether somebody does cannot be read from a flow.",
        "After the line that nobody answered, lead to a call-back or a voicemail.",
        end=ENDINGS[HANGUP],
    )
    return replace(found, level=ADVICE)


def _mend_of_end(explored: Explored, state: State, node: Node) -> str:
    if state.end in (VOICEMAIL, CALLBACK):
        return (
            f"Lead to a queue or a transfer first; {ENDINGS[state.end]} stands for a person only when "
            "nobody is there or when the caller chose it."
        )
    if explored.graph.chat:
        return f"Lead to a hand-over to a person instead of {shown(node)}."
    return f"Lead to a queue, a transfer or (where nobody is there) a call-back instead of {shown(node)}."


def _lost(explored: Explored, number: int) -> Finding:
    before, event = explored.came_from[number]
    if before < 0:
        return _no_start(explored, explored.states[number].node)
    node = explored.graph.nodes[explored.states[before].node]
    target = _target_of(node, event)
    if node.does == CALL:
        return _no_flow(explored, number, node)
    if target:
        return finding_at(
            explored,
            "T3",
            number,
            f"{place_of(node)} leads to {target!r}, which does not exist.",
            f"Add a node named {target!r}, or name one that exists.",
            at=node,
            end=ENDINGS[LOST],
        )
    what = event.value if event and event.value else "next"
    rule = "F1" if node.does == WORLD else "T1"
    return finding_at(
        explored,
        rule,
        number,
        f"{place_of(node)} does not say what happens after {what!r}, so the conversation ends there.",
        f"Give {what!r} a target at {shown(node)}: a queue, a transfer, or the node that goes on.",
        at=node,
        end=ENDINGS[LOST],
    )


def _no_flow(explored: Explored, number: int, node: Node) -> Finding:
    return finding_at(
        explored,
        "T3",
        number,
        f"{place_of(node)} leads to the flow {node.flow!r}, which is not live here.",
        f"Let the flow {node.flow!r} go live first, or lead {node.name} to one that is.",
        at=node,
        end=ENDINGS[LOST],
    )


def _no_start(explored: Explored, start: str) -> Finding:
    return Finding(
        "T3",
        TRAP,
        start,
        (f"→ {ENDINGS[LOST]}",),
        f"The flow begins at {start!r}, which does not exist.",
        f"Add a node named {start!r}, or begin at one that exists.",
        explored.graph.file,
    )


def _target_of(node: Node, event: Event | None) -> str:
    if event is None:
        return ""
    if event.kind == "silence":
        return next((one for one in reversed(node.silences) if one), "")
    if event.kind == "miss":
        return next((one for one in reversed(node.misses) if one), "")
    found = {
        "key": node.keys,
        "word": node.words,
        "answer": node.answers,
        "entry": {event.value: node.enters},
        "person": {event.value: node.person},
    }.get(event.kind, {})
    if event.value in found:
        return found[event.value]
    for test in node.tests:
        if event.value == f"{test.fact} {test.how} {test.value}":
            return test.target
    return node.next
