"""A flow tried from the desk: every step again from the start, so that a page need keep no state.

A step is what the caller types ("2", "refund", "" for silence), or one step of a finding in its own words
("press 2", "departures answers timeout"), which is how a finding is stepped through.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from presszero.pure.flowgraph.graph import ASK, PERSON, Graph, Node
from presszero.pure.flowgraph.playing import Play
from presszero.pure.flowgraph.stepping import ZERO, Event, events_at
from presszero.pure.flowgraph.telling import ENDINGS, shown, told

MOST_STEPS = 200
TYPED, TOLD = "typed", "told"
# Who speaks in a line: the machine, the caller, the world around both, or how it ended.
MACHINE, CALLER, WORLD, END = "machine", "caller", "world", "end"


@dataclass(frozen=True)
class Said:
    """One line of the conversation. who: machine, caller, world or end. good: of an end, whether it is as it should be."""

    who: str
    words: str
    good: bool = True


@dataclass
class Rehearsal:
    """What was said so far. node: where it stands, "" after the end. answers: what the world may answer there.

    takes: what the caller may do there: "0", "keys", "words", "entry", "silence". collected: facts by name.
    """

    lines: list[Said] = field(default_factory=list)
    node: str = ""
    answers: tuple[str, ...] = ()
    takes: frozenset[str] = frozenset()
    collected: dict[str, str] = field(default_factory=dict)


def rehearse(graph: Graph, steps: Iterable[tuple[str, str]], *, language: str = "") -> Rehearsal:
    """Return the conversation after some steps.

    graph: linked. steps: each TYPED or TOLD with its words, at most 200; one that nothing is bound to is a no-match,
    one that cannot happen there is left out.
    """
    play = Play(graph, language=language)
    found = Rehearsal([Said(MACHINE, words) for words in play.opening()])
    for how, words in list(steps)[:MOST_STEPS]:
        if play.state.end:
            break
        event = play.event_told(words) if how == TOLD else play.event_typed(words.strip())
        if event is None:
            continue
        found.lines.append(_done(graph, play, event, words if how == TYPED else ""))
        found.lines += [Said(MACHINE, heard) for heard in play.happen(event)]
    _stand(found, play)
    return found


def _done(graph: Graph, play: Play, event: Event, typed: str) -> Said:
    node = play.node
    if node is not None and node.does == ASK and event.kind != "answer":
        return Said(
            CALLER,
            f"“{typed}”"
            if typed and event.kind != "key" and event != ZERO
            else told(graph, play.state, event),
        )
    return Said(WORLD, told(graph, play.state, event))


def _stand(found: Rehearsal, play: Play) -> None:
    found.collected = dict(play.collected)
    node = play.node
    if play.state.end or node is None:
        good = play.state.is_with_a_person
        found.lines.append(Said(END, ENDINGS.get(play.state.end, play.state.end), good))
        return
    found.node = node.name
    events = events_at(play.graph, play.state)
    if node.does == PERSON:
        found.lines.append(Said(END, f"{ENDINGS[PERSON]}: {node.team or shown(node)}"))
        found.answers = tuple(event.value for event in events if event.value != "answered")
    elif node.does == ASK:
        found.takes = _taken(node, events)
    else:
        found.answers = tuple(told(play.graph, play.state, event) or "go on" for event in events)


def _taken(node: Node, events: list[Event]) -> frozenset[str]:
    kinds = {event.kind for event in events}
    taken = {"silence"} & kinds
    if ZERO in events or "0" in node.keys:
        taken.add("0")
    if node.keys:
        taken.add("keys")
    if node.words or node.person_says:
        taken.add("words")
    if node.enters:
        taken.add("entry")
    return frozenset(taken)
