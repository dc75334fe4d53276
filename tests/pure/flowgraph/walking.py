"""Random callers walked through `step`, to contradict a verdict of safe if anything can."""

from __future__ import annotations

import random

from presszero.pure.flowgraph.graph import ASK, PERSON, Graph
from presszero.pure.flowgraph.stepping import ZERO, State, begin, events_at, step

LONGEST_UNCHOSEN = 400
LONGEST_WALK = 600


class Contradicted(AssertionError):
    """A caller of a flow called safe did not reach a person."""


def walk(graph: Graph, dice: random.Random) -> int:
    """Walk one random caller, who at some moment turns silent, confused or presses 0; return the steps taken.

    Raises Contradicted when the conversation ends badly, or goes on too long once the caller stops choosing.
    """
    state, steps = begin(graph), 0
    turns_at = dice.randint(0, 12)
    turned = dice.choice(("silence", "miss", "zero", "mixed"))
    unchosen = 0
    while not state.end:
        state, chose = _next(graph, state, dice, turned if steps >= turns_at else "")
        steps += 1
        unchosen = 0 if chose else unchosen + 1
        if unchosen > LONGEST_UNCHOSEN:
            raise Contradicted(f"{turned}: {unchosen} steps without a choice and without a person.")
        if steps > LONGEST_WALK:
            return steps
    if not state.is_with_a_person:
        raise Contradicted(f"{turned}: ended at {state.node} with {state.end}.")
    return steps


def _next(graph: Graph, state: State, dice: random.Random, turned: str) -> tuple[State, bool]:
    node = graph.nodes[state.node]
    events = events_at(graph, state)
    if node.does != ASK or not turned:
        event = dice.choice(events)
        # A line that refuses again and again is a person refused, not a circle.
        chose = node.does == PERSON or (node.does == ASK and event.kind not in ("silence", "miss"))
        return step(graph, state, event)[0], chose
    if turned == "zero":
        after = step(graph, state, ZERO)[0]
        _reaches_a_person(graph, after, dice)
        return after, False
    kinds = ("silence", "miss") if turned == "mixed" else (turned,)
    return step(graph, state, dice.choice([one for one in events if one.kind in kinds]))[0], False


def _reaches_a_person(graph: Graph, state: State, dice: random.Random) -> None:
    for _ in range(LONGEST_UNCHOSEN):
        if state.end:
            if not state.is_with_a_person:
                raise Contradicted(f"0 led to {state.end} at {state.node}.")
            return
        node = graph.nodes[state.node]
        if node.does == PERSON:
            return
        if node.does == ASK:
            raise Contradicted(f"0 led to another question, {state.node}.")
        state = step(graph, state, dice.choice(events_at(graph, state)))[0]
    raise Contradicted("0 led round and round.")
