"""A live conversation in writing: what was typed becomes events of `step`, and what only the world knows is asked of it.

There is no second meaning of a flow here: every change of place goes through `stepping.step`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from presszero.pure.flowgraph.graph import (
    ASK,
    BRANCH,
    CALLBACK,
    MISSING,
    PERSON,
    VOICEMAIL,
    WORLD,
    Graph,
    Node,
)
from presszero.pure.flowgraph.hearing import LONGEST_HEARD, heard
from presszero.pure.flowgraph.stepping import ANSWERED, DONE, MISS, Event, State, begin, events_at, step
from presszero.pure.placeholders import filled

# A flow with no trap needs far fewer steps between two of the customer's; one with a ring is stopped here.
MOST_OWN_STEPS = 200
ROUND_AND_ROUND = "round"


class Looked(NamedTuple):
    """What a lookup answered: ok, not_found, error or timeout; found: facts that prompts may name in braces."""

    said: str
    found: Mapping[str, str] = {}


class World(Protocol):
    """Who answers what is written in no flow."""

    def hours(self, name: str) -> str:
        """Return open or closed."""

    def lookup(self, name: str, facts: Mapping[str, str]) -> Looked:
        """Return what a lookup answers to what is known."""

    def line(self, team: str) -> str:
        """Return "" when somebody of a team will come, else the answer of its line: full or no_answer."""


@dataclass(frozen=True)
class Option:
    """One thing the customer may press. key: what is typed then. words: "" where the author gave none."""

    key: str
    words: str = ""


@dataclass(frozen=True)
class Line:
    """One thing the machine says. options: what may be pressed now, a person last.

    asks: in a rehearsal, the node whose answer of the world is asked for; the options are what it may answer.
    """

    text: str
    options: tuple[Option, ...] = ()
    asks: str = ""


@dataclass(frozen=True)
class Taken:
    """One event and where it led."""

    event: Event
    before: str
    after: str


@dataclass
class Talk:
    """One conversation. collected: what the customer entered and what lookups found, by fact. taken: the events since this was made."""

    graph: Graph
    language: str
    state: State
    collected: dict[str, str] = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)

    @classmethod
    def begun(cls, graph: Graph, *, language: str = "") -> Talk:
        """Return a conversation at its first node. language: falls back to the flow's first."""
        known = graph.languages or ("en",)
        return cls(graph, language if language in known else known[0], begin(graph))

    @property
    def node(self) -> Node | None:
        return self.graph.nodes.get(self.state.node)

    @property
    def waits_for(self) -> str:
        """Return what has to happen next: words, message, person, world (in a rehearsal) or "" at the end."""
        if self.state.end or self.node is None:
            return ""
        return {ASK: "words", VOICEMAIL: "message", PERSON: "person"}.get(self.node.does, "world")

    def opening(self, world: World | None) -> list[Line]:
        """Return what the machine says until the customer has to answer. world: None where whoever rehearses answers for it."""
        return [*self._said(), *self._go_on(world)]

    def hear(self, typed: str, world: World | None) -> list[Line]:
        """Take what the customer wrote; empty words are silence."""
        event = self._event(typed) if world or self.waits_for in ("words", "message") else self._chosen(typed)
        if event is None:
            return []
        self._keep(event, typed)
        return [*self._happen(event), *self._go_on(world)]

    def joined(self) -> None:
        """A person has come: the flow ends where it should."""
        if self.waits_for == "person":
            self._happen(ANSWERED)

    def _event(self, typed: str) -> Event | None:
        if self.waits_for == "message":
            return DONE if typed.strip() else None
        if self.waits_for != "words":
            return None
        event = heard(self.graph, self.state, typed)
        # In writing nobody is cut off by silence unless the flow has a way for it.
        return event or (MISS if typed.strip() and MISS in events_at(self.graph, self.state) else None)

    def _chosen(self, typed: str) -> Event | None:
        """Return the answer of the world that whoever rehearses chose."""
        return next(
            (event for event in self._answers() if typed in (event.value, event.value or "done")), None
        )

    def _answers(self) -> list[Event]:
        return (
            events_at(self.graph, self.state) if self.node and self.node.does not in (ASK, VOICEMAIL) else []
        )

    def _keep(self, event: Event, typed: str) -> None:
        """Remember what was entered: whoever takes over must not ask it again."""
        node = self.node
        if node is None:
            return
        if self.waits_for == "message":
            self.collected["message"] = typed.strip()[:LONGEST_HEARD]
        elif node.keeps_as and event.kind in ("entry", "key", "word"):
            self.collected[node.keeps_as] = event.value
        elif node.keeps_as and event.kind == "person" and len(typed.split()) > 1:
            self.collected.setdefault(node.keeps_as, typed.strip()[:LONGEST_HEARD])
        if event.kind == "key" and node.language:
            chosen = dict(pair.split("=") for pair in node.language.split())
            self.language = chosen.get(event.value, self.language)

    def _happen(self, event: Event) -> list[Line]:
        before = self.state.node
        self.state, _ = step(self.graph, self.state, event)
        self.taken.append(Taken(event, before, self.state.node))
        return self._said()

    def _go_on(self, world: World | None) -> list[Line]:
        """Go on while nobody but the flow and the world decides."""
        lines: list[Line] = []
        for _ in range(MOST_OWN_STEPS):
            event = self._own_event(world) if world else self._only_event()
            if event is None:
                return lines if world else [*lines, *self._asks_the_world()]
            lines += self._happen(event)
        self.state = self.state._replace(end=ROUND_AND_ROUND)
        return lines

    def _only_event(self) -> Event | None:
        """Return what must happen now in a rehearsal, None where there is a choice or the customer's turn."""
        events = self._answers()
        return events[0] if len(events) == 1 else None

    def _asks_the_world(self) -> list[Line]:
        answers = tuple(Option(event.value or "done", event.value or "done") for event in self._answers())
        return [Line("", answers, self.state.node)] if answers else []

    def _own_event(self, world: World) -> Event | None:
        node = self.node
        if node is None or self.state.end or node.does in (ASK, VOICEMAIL):
            return None
        if node.does == PERSON:
            answer = world.line(node.team)
            return Event("answer", answer) if node.answers.get(answer, MISSING) else None
        if node.does == WORLD:
            return self._answer(world, node)
        events = events_at(self.graph, self.state)
        if node.does == BRANCH:
            return events[0] if events == [DONE] else Event("answer", "otherwise")
        if node.does == CALLBACK:
            return self._called_back(node)
        return DONE

    def _answer(self, world: World, node: Node) -> Event:
        """Return what the world says; hours that were asked before in this conversation stay as they were."""
        known = events_at(self.graph, self.state)
        if len(known) == 1:
            return known[0]
        if node.hours:
            return Event("answer", world.hours(node.hours))
        asks = getattr(node.verbs[0], "name", "") if node.verbs else ""
        said, found = world.lookup(asks, self.collected)
        self.collected |= found
        return Event("answer", said if said in node.answers else next(iter(node.answers)))

    def _called_back(self, node: Node) -> Event:
        """In writing nobody has a number that we see: it is among the facts, or not known."""
        events, no_number = events_at(self.graph, self.state), Event("answer", "no_number")
        known = self.collected.get(node.number) or (node.number != "caller" and DONE in events)
        return DONE if known or (no_number not in events and DONE in events) else no_number

    def _said(self) -> list[Line]:
        node = self.node
        if node is None or not node.prompt or self.state.end in (PERSON, VOICEMAIL):
            return []  # said already, on arriving there
        if node.does == CALLBACK and not self.state.end and self._called_back(node) != DONE:
            return []  # nothing is promised before there is a number
        text = node.prompt.get(self.language) or next(iter(node.prompt.values()))
        return [
            Line(
                filled(text, self.collected) if "{" in text else text,
                options_at(node, self.language) if node.does == ASK else (),
            )
        ]


def options_at(node: Node, language: str) -> tuple[Option, ...]:
    """Return what may be pressed at a question: the author's keys and intents, then 0 for a person."""
    named = {target: intent for intent, target in node.words.items()}
    options = [
        Option(key, _words(node, named.get(target, ""), language)) for key, target in node.keys.items()
    ]
    told = {one.words for one in options}
    for intent in node.words:
        words = _words(node, intent, language)
        if words and words not in told:
            options.append(Option(words, words))
    return (*options, Option("0")) if node.person else tuple(options)


def _words(node: Node, intent: str, language: str) -> str:
    offered = node.offers.get(intent, {})
    return offered.get(language) or next(iter(offered.values()), "")
