"""A flow with its counters counted out and its calls followed: every place as often as it behaves differently.

Our language counts nothing by itself but how often a question is asked again, and calls nothing inside of one
file. What another platform counts or calls is therefore written as so many places.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from presszero.pure.flowgraph.graph import CALLBACK, HANGUP, OTHER, PERSON, VOICEMAIL, Graph, Node
from presszero.pure.flowgraph.stepping import LOST, Event, State, begin, events_at, step

MOST_COPIES = 1_000
MOST_RETRIES = 9
# Where a way goes that ends the conversation without a word.
CUT_OFF = ""
SILENCE, MISS = "silence", "miss"


@dataclass
class Copy:
    """One place as often as it is needed. name: the node's, with a number from the second on; CUT_OFF leads nowhere.

    ways: where each event leads, by name. again: how often silence or a miss asks the same before it leads there.
    """

    name: str
    node: Node
    ended: bool
    ways: dict[Event, str] = field(default_factory=dict)
    again: dict[str, int] = field(default_factory=dict)


def unrolled(graph: Graph, starts: Iterable[str], *, counting: bool = True) -> list[Copy] | None:
    """Return the places of a linked graph in the order in which callers come to them, None where they are too many.

    counting: whether counters are counted out; without it, a branch on one may go any way.
    """
    return _Unrolling(graph, counting).copies_from(starts)


class _Unrolling:
    def __init__(self, graph: Graph, counting: bool) -> None:
        self.graph = graph
        entered = {node.keeps_as for node in graph.nodes.values()}
        changed = {change.fact for node in graph.nodes.values() for change in node.changes}
        self.counted = changed - entered if counting else set()
        self.copies: dict[State, Copy] = {}
        self.times: dict[str, int] = {}
        self.waiting: list[State] = []

    def copies_from(self, starts: Iterable[str]) -> list[Copy] | None:
        for start in starts:
            self._name_of(self._seen(begin(self.graph, start)))
        while self.waiting:
            if len(self.copies) > MOST_COPIES:
                return None
            state = self.waiting.pop(0)
            self._lead_on(state, self.copies[state])
        return list(self.copies.values())

    def _seen(self, state: State) -> State:
        """Return a state with what tells copies apart: counters, calls, and how often a question was asked."""
        facts = tuple(pair for pair in state.facts if pair[0] in self.counted)
        return state._replace(facts=facts, cause="", uncertain=False)

    def _name_of(self, state: State) -> str:
        node = self.graph.nodes.get(state.node)
        if node is None or state.end in (HANGUP, LOST, PERSON, CALLBACK, VOICEMAIL):
            return CUT_OFF
        if state not in self.copies:
            times = self.times[node.name] = self.times.get(node.name, 0) + 1
            name = node.name if times == 1 else f"{node.name} {times}"
            self.copies[state] = Copy(name, node, bool(state.end))
            self.waiting.append(state)
        return self.copies[state].name

    def _lead_on(self, state: State, copy: Copy) -> None:
        for event in events_at(self.graph, state):
            if event.kind == "entry" and event.value != OTHER:
                continue  # what was entered is compared where it is asked for, not here
            if event.kind in (SILENCE, MISS):
                copy.again[event.kind], after = self._after_failing(state, event)
            else:
                after = self._after(state, event)
            copy.ways[event] = self._name_of(after)

    def _after(self, state: State, event: Event) -> State:
        return self._seen(step(self.graph, state, event)[0])

    def _after_failing(self, state: State, event: Event) -> tuple[int, State]:
        """Return how often the same is asked again at once, and the state after that."""
        now = state
        for times in range(MOST_RETRIES + 1):
            after = self._after(now, event)
            if (
                after.end
                or after.node != state.node
                or (after.facts, after.stack) != (state.facts, state.stack)
            ):
                return times, after
            if after == now:
                break
            now = after
        return 0, state
