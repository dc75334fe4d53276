"""One conversation through a flow, with a person at the keys: typed words become events of `step`."""

from __future__ import annotations

from presszero.pure.flowgraph.graph import ASK, PERSON, Graph, Node
from presszero.pure.flowgraph.hearing import heard
from presszero.pure.flowgraph.stepping import DONE, Event, State, begin, events_at, step
from presszero.pure.flowgraph.telling import shown, told

MOST_SILENT_STEPS = 10_000


class Play:
    """A conversation. state: where it is. collected: what the caller entered, by fact."""

    def __init__(self, graph: Graph, *, language: str = "") -> None:
        self.graph = graph
        self.language = language or (graph.languages[0] if graph.languages else "en")
        self.state: State = begin(graph)
        self.collected: dict[str, str] = {}

    @property
    def node(self) -> Node | None:
        return self.graph.nodes.get(self.state.node)

    def opening(self) -> list[str]:
        """Return what the caller hears until something has to answer."""
        return [*self._heard(), *self._automatic()]

    def asks(self) -> str:
        """Return what may be typed now."""
        node = self.node
        if node is None:
            return "nothing"
        events = events_at(self.graph, self.state)
        if node.does == ASK:
            keys = [event.value for event in events if event.kind in ("key", "person")]
            words = [event.value for event in events if event.kind == "word"]
            entry = ["an entry"] if node.enters else []
            return f"{shown(node)} takes " + ", ".join(
                [*keys, *words, *entry, "or an empty line for silence"]
            )
        answers = [event.value or "done" for event in events]
        return f"{shown(node)} answers one of: {', '.join(answers)}"

    def take(self, typed: str) -> list[str]:
        """Take what was typed, and return what is heard then.

        Typed words that nothing is bound to are a no-match.
        """
        event = self.event_typed(typed.strip())
        return [f"{typed!r} is none of these."] if event is None else self.happen(event)

    def happen(self, event: Event) -> list[str]:
        """Let an event of `events_at` happen, and return what is heard then."""
        if event.kind in ("entry", "key", "word") and self.node and self.node.keeps_as:
            self.collected[self.node.keeps_as] = event.value
        if self.node and event.kind == "key" and self.node.language:
            chosen = dict(pair.split("=") for pair in self.node.language.split())
            self.language = chosen.get(event.value, self.language)
        self.state, _ = step(self.graph, self.state, event)
        return [*self._heard(), *self._automatic()]

    def event_told(self, words: str) -> Event | None:
        """Return the event that a finding tells in these words ("press 2", "say nothing"), or None."""
        for event in events_at(self.graph, self.state):
            if words in (told(self.graph, self.state, event), event.value):
                return event
        return None

    def event_typed(self, typed: str) -> Event | None:
        """Return the event that what was typed means here, or None."""
        node = self.node
        if node is None:
            return None
        if node.does == ASK:
            return heard(self.graph, self.state, typed)
        events = events_at(self.graph, self.state)
        return next((event for event in events if typed in (event.value, event.value or "done")), None)

    def _automatic(self) -> list[str]:
        """Go on while nothing but the flow decides."""
        heard: list[str] = []
        for _ in range(MOST_SILENT_STEPS):
            node = self.node
            if self.state.end or node is None or node.does in (ASK, PERSON):
                return heard
            events = events_at(self.graph, self.state)
            if events != [DONE]:
                return heard
            self.state, _ = step(self.graph, self.state, DONE)
            heard += self._heard()
        return [*heard, "It goes round without an end."]

    def _heard(self) -> list[str]:
        node = self.node
        if node is None or not node.prompt or self.state.end == PERSON:
            return []
        return [node.prompt.get(self.language) or next(iter(node.prompt.values()))]
