"""How a way through a flow is told to a person: press 1, say nothing, the lines are closed."""

from __future__ import annotations

import re

from presszero.pure.flowgraph.graph import (
    ASK,
    BRANCH,
    CALLBACK,
    HANGUP,
    OTHER,
    PERSON,
    RESOLVED,
    UNKNOWN,
    VOICEMAIL,
    Graph,
    Node,
)
from presszero.pure.flowgraph.stepping import LOST, Event, State

ENDINGS = {
    PERSON: "a person",
    CALLBACK: "a call-back",
    VOICEMAIL: "a voicemail",
    RESOLVED: "the caller says it is settled",
    HANGUP: "hang-up",
    UNKNOWN: "unknown",
    LOST: "nothing: the flow has no answer",
}


_LONG_NAME = re.compile(r"^(?:.*: )?([0-9a-fA-F]{8})-[0-9a-fA-F-]{20,}(.*)$")


def shown(node: Node) -> str:
    """Return what a node is called to people: its name, or what it does where the name is a long number."""
    match = _LONG_NAME.match(node.name)
    if not match:
        return node.name
    words = " ".join(node.prompt.values()) or node.label
    said = f" “{words[:40]}{'…' if len(words) > 40 else ''}”" if words else ""
    return f"{node.kind}{said} {match[1]}{match[2]}"


def told(graph: Graph, state: State, event: Event) -> str:
    """Return one step in plain words, or "" for what nobody notices."""
    node = graph.nodes[state.node]
    if event.kind == "done":
        return ""
    if event.kind == "answer":
        return _told_answer(node, event.value)
    if event.kind == "silence":
        return "write nothing" if graph.chat else "say nothing"
    if event.kind == "miss":
        return "write something that is not understood" if graph.chat else "press a key that is not offered"
    if event.kind == "key":
        return f"press {event.value}"
    if event.kind == "person":
        return "ask for a person" if graph.chat else "press 0"
    if event.kind == "word":
        return f"{'write' if graph.chat else 'say'} {event.value!r}"
    if event.value == OTHER:
        return f"enter something else at {shown(node)}"
    return f"enter {event.value!r}"


def _told_answer(node: Node, answer: str) -> str:
    if node.does == PERSON:
        return f"{shown(node)}: {answer}"
    if node.does == BRANCH:
        return f"where {answer}" if answer != "otherwise" else f"where no test of {shown(node)} holds"
    if answer in ("open", "closed"):
        return f"the lines are {answer}"
    if node.does == ASK:
        return f"{shown(node)} fails ({answer})"
    return f"{shown(node)} answers {answer}"


def steps_of(graph: Graph, way: list[tuple[State, Event]], end: str = "") -> tuple[str, ...]:
    """Return the steps of a way, then where it ends when `end` is given."""
    steps = [words for state, event in way if (words := told(graph, state, event))]
    return (*steps, f"→ {end}") if end else tuple(steps)
