"""Every state a conversation can be in, found by walking `step` breadth first, with the shortest way to each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from presszero.pure.errors import PressZeroError
from presszero.pure.flowgraph.graph import ASK, OTHER, Graph
from presszero.pure.flowgraph.stepping import Event, State, begin, events_at, step

MOST_STATES = 400_000


class FlowTooLarge(PressZeroError):
    """The flow has more states than can be walked."""


@dataclass
class Explored:
    """All states by number, in the order of their distance from the start.

    moves[i]: what can happen in state i and the number of the state after it.
    came_from[i]: the number of the state before, and the event; -1 for a start.
    """

    graph: Graph
    states: list[State] = field(default_factory=list)
    moves: list[list[tuple[Event, int]]] = field(default_factory=list)
    came_from: list[tuple[int, Event | None]] = field(default_factory=list)

    def way_to(self, number: int) -> list[tuple[State, Event]]:
        """Return the shortest way to a state: each state on it with the event that left it."""
        way = []
        while number >= 0:
            before, event = self.came_from[number]
            if before >= 0 and event is not None:
                way.append((self.states[before], event))
            number = before
        return way[::-1]

    def involuntary(self, number: int) -> list[tuple[Event, int]]:
        """Return the moves that happen to a caller who does not choose: world, silence, confusion."""
        return [
            (event, target)
            for event, target in self.moves[number]
            if event.kind in ("silence", "miss", "answer", "done") or self.is_confused_entry(number, event)
        ]

    def is_confused_entry(self, number: int, event: Event) -> bool:
        """Return whether an entry that equals nothing is all a confused caller can do here."""
        return (
            event.kind == "entry"
            and event.value == OTHER
            and not any(other.kind == "miss" for other, _ in self.moves[number])
        )

    def asking(self) -> Iterable[int]:
        """Yield the number of each state that waits for the caller."""
        nodes = self.graph.nodes
        for number, state in enumerate(self.states):
            if not state.end and nodes[state.node].does == ASK:
                yield number


def explore(graph: Graph, *, most_states: int = MOST_STATES, starts: Iterable[str] = ()) -> Explored:
    """Return every state that can be reached from the flow's starts.

    graph: prepared. most_states: how many are walked at most.

    Raises FlowTooLarge past that, with the number.
    """
    found = Explored(graph)
    numbers: dict[State, int] = {}

    def number_of(state: State, before: int, event: Event | None) -> int:
        known = numbers.get(state)
        if known is not None:
            return known
        if len(found.states) >= most_states:
            raise FlowTooLarge(
                f"{graph.name} has more than {most_states:,} states, so it was not walked to the end. "
                "Split it into linked flows, or let fewer facts count at once."
            )
        numbers[state] = number = len(found.states)
        found.states.append(state)
        found.came_from.append((before, event))
        return number

    for start in starts or [graph.start]:
        number_of(begin(graph, start), -1, None)
    at = 0
    while at < len(found.states):
        state = found.states[at]
        found.moves.append(
            [(event, number_of(step(graph, state, event)[0], at, event)) for event in events_at(graph, state)]
        )
        at += 1
    return found
