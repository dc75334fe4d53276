"""Circles: T2 over the moves that nobody chose, and what a circle is in a set of arrows."""

from __future__ import annotations

from collections.abc import Iterator

from presszero.pure.flowgraph.exploring import Explored
from presszero.pure.flowgraph.findings import Finding
from presszero.pure.flowgraph.graph import PERSON
from presszero.pure.flowgraph.pointing import finding_at
from presszero.pure.flowgraph.stepping import Event, State
from presszero.pure.flowgraph.telling import shown, steps_of


def circle_findings(explored: Explored) -> Iterator[Finding]:
    """T2: circles of moves that nobody chose, without a person on the way."""
    nodes = explored.graph.nodes
    told: set[frozenset[str]] = set()
    for members in _strong_components(explored):
        if any(explored.states[one].uncertain for one in members):
            continue
        names = frozenset(explored.states[one].node for one in members)
        if names in told or any(names <= other for other in told):
            continue
        told.add(names)
        first = min(members)
        circle = _round(explored, first, members)
        steps = steps_of(explored.graph, circle)
        node = nodes[explored.states[first].node]
        yield finding_at(
            explored,
            "T2",
            first,
            f"A caller goes round for ever without choosing to: {', '.join(steps) or 'no step of theirs'}, "
            f"and is at {shown(node)} again.",
            f"Count the rounds at {shown(node)}, and after at most 2 lead to a person.",
            end=f"round again at {shown(node)}",
            more=circle,
        )


def _strong_components(explored: Explored) -> Iterator[set[int]]:
    """Yield each circle among involuntary moves (Tarjan's algorithm, without recursion)."""
    states, nodes = explored.states, explored.graph.nodes
    persons = {name for name, node in nodes.items() if node.does == PERSON}
    count = len(states)
    index, low, on_stack = [-1] * count, [0] * count, bytearray(count)
    after: list[list[int]] = [
        []
        if states[one].node in persons
        else [target for _, target in explored.involuntary(one) if states[target].node not in persons]
        for one in range(count)
    ]
    stack: list[int] = []
    counter = 0
    for root in range(count):
        if index[root] >= 0:
            continue
        work = [(root, 0)]
        while work:
            one, at = work.pop()
            if at == 0:
                index[one] = low[one] = counter
                counter += 1
                stack.append(one)
                on_stack[one] = 1
            for place in range(at, len(after[one])):
                target = after[one][place]
                if index[target] < 0:
                    work.append((one, place + 1))
                    work.append((target, 0))
                    break
                if on_stack[target]:
                    low[one] = min(low[one], index[target])
            else:
                if low[one] == index[one]:
                    members = set()
                    while True:
                        member = stack.pop()
                        on_stack[member] = 0
                        members.add(member)
                        if member == one:
                            break
                    if len(members) > 1 or one in after[one]:
                        yield members
                if work:
                    parent = work[-1][0]
                    low[parent] = min(low[parent], low[one])


def _round(explored: Explored, first: int, members: set[int]) -> list[tuple[State, Event]]:
    """Return a shortest way from a state of a circle back to itself."""
    came: dict[int, tuple[int, Event]] = {}
    waiting = [first]
    for one in waiting:
        for event, target in explored.involuntary(one):
            if target == first:
                way = [(explored.states[one], event)]
                while one != first:
                    one, before = came[one]
                    way.append((explored.states[one], before))
                return way[::-1]
            if target in members and target not in came:
                came[target] = (one, event)
                waiting.append(target)
    return []


def a_circle(edges: dict[int, list[int]]) -> int | None:
    """Return a number on a circle: what is left when dead ends, then loose beginnings, are taken away."""
    forward = {one: {target for target in targets if target in edges} for one, targets in edges.items()}
    left = _without_dead_ends(_without_dead_ends(forward, turned=True), turned=True)
    return next(iter(left), None)


def _without_dead_ends(forward: dict[int, set[int]], *, turned: bool) -> dict[int, set[int]]:
    """Take away, again and again, what leads nowhere; return the rest, with its arrows turned round."""
    before: dict[int, set[int]] = {one: set() for one in forward}
    for one, targets in forward.items():
        for target in targets:
            before[target].add(one)
    left = {one: len(targets) for one, targets in forward.items()}
    done = [one for one, count in left.items() if count == 0]
    gone = set(done)
    while done:
        for earlier in before[done.pop()]:
            left[earlier] -= 1
            if left[earlier] == 0:
                gone.add(earlier)
                done.append(earlier)
    kept = {one for one in forward if one not in gone}
    arrows = before if turned else forward
    return {one: arrows[one] & kept for one in forward if one in kept}
