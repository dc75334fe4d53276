"""Two versions of a flow laid side by side: where the way to a person became longer, later, or went away."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from heapq import heappop, heappush

from presszero.pure.flowgraph.callers import confused, silent, zero_moves
from presszero.pure.flowgraph.exploring import Explored, explore
from presszero.pure.flowgraph.graph import ASK, PERSON, Graph, Node
from presszero.pure.flowgraph.stepping import Event, State

LONGER, LATER, AWAY = "longer", "later", "away"
# A prompt said a little otherwise takes nobody's time.
LEAST_SECONDS = 1.0
TEAM = "team"
Moves = list[tuple[Event, int]]


@dataclass(frozen=True)
class Way:
    """A way to a person. steps: what the caller does on it; seconds: prompts and silences until the person's line."""

    steps: int
    seconds: float


Ways = dict[tuple[str, str], Way]


@dataclass(frozen=True)
class Worsened:
    """One way that got worse. how: longer, later or away. who: zero, silent, confused, or team for who chose it.

    place: the question they stand at, empty for the start of the call; for a team its name. after: None when the way is gone.
    """

    how: str
    who: str
    place: str
    before: Way
    after: Way | None

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON shape of one way that got worse."""
        after = {"steps": self.after.steps, "seconds": self.after.seconds} if self.after else None
        return {
            "how": self.how,
            "who": self.who,
            "place": self.place,
            "before": {"steps": self.before.steps, "seconds": self.before.seconds},
            "after": after,
        }


def worsened(before: Graph, after: Graph) -> list[Worsened]:
    """Return what got worse for whom between two versions, each linked with the flows it leads to.

    Three callers (who press 0, stay silent, are not understood) are followed from the start and from each question
    that both versions ask: their worst way counts. For each team the shortest way of who chooses it counts.

    Raises FlowTooLarge.
    """
    return worsened_ways(ways_to_a_person(before), ways_to_a_person(after), after)


def worsened_ways(old: Ways, new: Ways, after: Graph) -> list[Worsened]:
    """Return what got worse between the ways of two versions. after: the later one."""
    asked = {node.name for node in after.nodes.values() if node.does == ASK} | {""}
    found = []
    for (who, place), way in old.items():
        if who != TEAM and place not in asked:
            continue
        now = new.get((who, place))
        how = _how(way, now)
        if how:
            found.append(Worsened(how, who, place, way, now))
    return found


def _how(before: Way, after: Way | None) -> str:
    if after is None:
        return AWAY
    if after.steps > before.steps:
        return LONGER
    return LATER if after.seconds >= before.seconds + LEAST_SECONDS else ""


def ways_to_a_person(graph: Graph) -> Ways:
    """Return the way to a person by caller and place, of a linked graph. Raises FlowTooLarge."""
    return ways_among(explore(graph))


def ways_among(explored: Explored) -> Ways:
    """Return the same of states that were walked already."""
    begins: dict[str, int] = {"": 0}
    for number in explored.asking():
        begins.setdefault(explored.states[number].node, number)
    callers: dict[str, Callable[[int], Moves]] = {
        "zero": lambda number: (zero_moves(explored, number) or [[]])[0],
        "silent": lambda number: silent(explored, number),
        "confused": lambda number: confused(explored, number),
    }
    ways: Ways = {}
    for who, policy in callers.items():
        worst = _worst_ways(explored, policy, begins.values())
        ways |= {
            (who, place): way for place, number in begins.items() if (way := worst.get(number)) is not None
        }
    return ways | {(TEAM, team): way for team, way in _shortest_to_teams(explored).items()}


def _worst_ways(
    explored: Explored, policy: Callable[[int], Moves], begins: Iterable[int]
) -> dict[int, Way | None]:
    """Return the worst way to a person from each of some states; None where there is none, or it has no end."""
    nodes, known = explored.graph.nodes, dict[int, Way | None]()
    for begin in begins:
        open_: set[int] = set()
        work = [begin]
        while work:
            one = work[-1]
            state = explored.states[one]
            node = nodes.get(state.node)
            if one in known:
                work.pop()
                continue
            if state.end or node is None or node.does == PERSON:
                known[one] = _arrived(state, node)
                work.pop()
                continue
            moves = policy(one) if node.does == ASK else explored.moves[one]
            waiting = [target for _, target in moves if target not in known]
            if waiting and one not in open_:
                open_.add(one)
                # What stands open already leads back here: round and round, without an end.
                known |= dict.fromkeys((target for target in waiting if target in open_), None)
                work += [target for target in waiting if target not in open_]
                continue
            known[one] = _joined(node, moves, known)
            work.pop()
    return known


def _arrived(state: State, node: Node | None) -> Way | None:
    if node is not None and node.does == PERSON and not state.end:
        return Way(0, round(node.seconds, 1))
    return Way(0, 0.0) if state.is_with_a_person else None


def _joined(node: Node, moves: Moves, known: dict[int, Way | None]) -> Way | None:
    ways = [(event, known[target]) for event, target in moves]
    if not ways or any(way is None for _, way in ways):
        return None
    return Way(
        max(way.steps + (node.does == ASK) for _, way in ways if way),
        round(max(_cost(node, event) + way.seconds for event, way in ways if way), 1),
    )


def _cost(node: Node, event: Event) -> float:
    return node.seconds + (node.waits_seconds if event.kind == "silence" else 0.0)


def _shortest_to_teams(explored: Explored) -> dict[str, Way]:
    """Return by team the way of least steps, then least seconds, that any caller has from the start."""
    nodes, found = explored.graph.nodes, dict[str, Way]()
    best: set[int] = set()
    queue: list[tuple[int, float, int]] = [(0, 0.0, 0)] if explored.states else []
    while queue:
        steps, seconds, one = heappop(queue)
        if one in best:
            continue
        best.add(one)
        state = explored.states[one]
        node = nodes.get(state.node)
        if node is None or state.end:
            continue
        if node.does == PERSON:
            found.setdefault(node.team or node.name, Way(steps, round(seconds + node.seconds, 1)))
        for event, target in explored.moves[one]:
            if target not in best:
                heappush(queue, (steps + (node.does == ASK), seconds + _cost(node, event), target))
    return found
