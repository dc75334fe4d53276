"""The three callers: who presses 0, who says nothing and who is not understood (Z1, S1, N1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from presszero.pure.flowgraph.circles import a_circle
from presszero.pure.flowgraph.ends import is_bad_end
from presszero.pure.flowgraph.exploring import Explored
from presszero.pure.flowgraph.findings import Finding
from presszero.pure.flowgraph.graph import ASK, PERSON
from presszero.pure.flowgraph.pointing import finding_at
from presszero.pure.flowgraph.stepping import Event, State
from presszero.pure.flowgraph.telling import ENDINGS, shown
from presszero.pure.flowgraph.words import asks_for_person

Moves = list[tuple[Event, int]]
Policy = Callable[[Explored, int], Moves]
# How a walk by a policy can fail to reach a person.
BAD_END, CIRCLE, ASKED_AGAIN = "end", "circle", "asked"


def silent(explored: Explored, number: int) -> Moves:
    return [(event, target) for event, target in explored.moves[number] if event.kind == "silence"]


def confused(explored: Explored, number: int) -> Moves:
    return [
        (event, target)
        for event, target in explored.moves[number]
        if event.kind == "miss" or explored.is_confused_entry(number, event)
    ]


def zero_moves(explored: Explored, number: int) -> list[Moves]:
    """Return each way to ask for a person here: the built-in 0 or the key 0, else each word for a person.

    A source that gives no 0 may know several words; one that works is enough.
    """
    node = explored.graph.nodes[explored.states[number].node]
    moves = explored.moves[number]
    zero = [move for move in moves if move[0].kind == "person" or move[0] == Event("key", "0")]
    if zero:
        return [zero]
    words = [[move] for move in moves if move[0].kind == "word" and move[0].value in node.person_says]
    entries = [move for move in moves if move[0].kind == "entry"]
    if node.chat or node.spoken:
        # Where people write or only speak, the request for a person stands for 0.
        words += [[move] for move in entries if asks_for_person(move[0].value)]
    return words or [[move] for move in entries if move[0].value == "0"]


def zero_findings(explored: Explored) -> Iterator[Finding]:
    """Z1: at every question one press of 0 leads to a person by automatic moves only."""
    told: set[str] = set()
    for number in explored.asking():
        state = explored.states[number]
        node = explored.graph.nodes[state.node]
        if node.name in told or state.uncertain or node.opaque:
            continue
        ask = "a request for a person" if node.chat else "0"
        ways = zero_moves(explored, number)
        if not ways:
            told.add(node.name)
            yield finding_at(
                explored,
                "Z1",
                number,
                f"{shown(node)} takes no {ask}.".replace("no a ", "no "),
                f"Let {ask} at {shown(node)} lead to a queue or a transfer.",
                end=f"{ask} does nothing",
            )
            continue
        failures = [_fails(explored, number, first, None) for first in ways]
        failed = failures[0]
        if failed and all(failures):
            told.add(node.name)
            way, how, last = failed
            end, why = _how_it_fails(explored, how, last)
            yield finding_at(
                explored,
                "Z1",
                number,
                f"{ask[0].upper()}{ask[1:]} at {shown(node)} does not lead to a person: {why}.",
                f"Let {ask} at {shown(node)} lead straight to a queue or a transfer, whatever lookups and hours answer.",
                end=end,
                more=way,
            )


def caller_findings(explored: Explored, rule: str, policy: Policy, who: str) -> Iterator[Finding]:
    """S1 and N1: from every question, the caller who only ever does this reaches a person."""
    told: set[str] = set()
    for number in explored.asking():
        state = explored.states[number]
        node = explored.graph.nodes[state.node]
        if node.name in told or state.uncertain or (node.chat and rule == "S1"):
            continue
        if state.silences + state.misses:
            continue
        first = policy(explored, number)
        if not first:
            if rule == "N1" and _understands_all(explored, number):
                continue
            told.add(node.name)
            yield finding_at(
                explored,
                rule,
                number,
                f"{who} at {shown(node)} is answered by nothing: the source gives no way for that.",
                f"Give {shown(node)} a {'no-input' if rule == 'S1' else 'no-match'} that leads to a person.",
                end="nothing happens",
            )
            continue
        failed = _fails(explored, number, first, policy)
        if failed:
            told.add(node.name)
            way, how, last = failed
            end, why = _how_it_fails(explored, how, last)
            yield finding_at(
                explored,
                rule,
                number,
                f"{who} at {shown(node)} does not reach a person: {why}.",
                f"After at most 2 tries, lead {'no-input' if rule == 'S1' else 'no-match'} at {shown(node)} to a person.",
                end=end,
                more=way,
            )


def _understands_all(explored: Explored, number: int) -> bool:
    """Return whether every entry is taken, so that nobody is ever told they were not understood."""
    return any(event.kind == "entry" for event, _ in explored.moves[number])


def _how_it_fails(explored: Explored, how: str, last: int) -> tuple[str, str]:
    state = explored.states[last]
    node = explored.graph.nodes.get(state.node)
    place = shown(node) if node else state.node
    if how == CIRCLE:
        return f"round again at {place}", f"it goes round for ever at {place}"
    if how == ASKED_AGAIN:
        return f"asked again at {place}", f"the next thing is a question again, {place}"
    ending = ENDINGS.get(state.end, state.end)
    return ending, f"the way ends at {place} ({ending})"


def _fails(
    explored: Explored, start: int, first: Moves, policy: Policy | None
) -> tuple[list[tuple[State, Event]], str, int] | None:
    """Return a shortest way on which the caller does not reach a person, or None.

    policy: what the caller does when asked again; None where being asked again is itself the failure.
    A person node is a success here: what follows when its line refuses is found by T1 and T2.
    """
    nodes, states = explored.graph.nodes, explored.states
    came: dict[int, tuple[int, Event]] = {}
    waiting: list[int] = []

    def way_to(one: int) -> list[tuple[State, Event]]:
        way = []
        while one != start:
            one, event = came[one]
            way.append((states[one], event))
        return way[::-1]

    for event, target in first:
        if target == start:
            return [(states[start], event)], CIRCLE, start
        if target not in came:
            came[target] = (start, event)
            waiting.append(target)
    edges: dict[int, list[int]] = {start: [target for _, target in first]}
    comes_back = False
    for one in waiting:
        state = states[one]
        if state.end:
            if is_bad_end(state):
                return way_to(one), BAD_END, one
            continue
        node = nodes[state.node]
        if node.does == PERSON:
            continue
        if node.does == ASK:
            if policy is None:
                return way_to(one), ASKED_AGAIN, one
            moves = policy(explored, one)
        else:
            moves = explored.moves[one]
        edges[one] = []
        for event, target in moves:
            edges[one].append(target)
            if target not in came and target != start:
                came[target] = (one, event)
                waiting.append(target)
            else:
                comes_back = True
    # A walk that never comes where it was has no circle.
    circle = a_circle(edges) if comes_back else None
    if circle is not None and not states[circle].uncertain:
        return way_to(circle) or [(states[start], first[0][0])], CIRCLE, circle
    return None
