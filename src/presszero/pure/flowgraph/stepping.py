"""The one meaning of a flow: `step` runs live conversations, and the verifier explores exactly it."""

from __future__ import annotations

import re
from typing import NamedTuple

from presszero.pure.errors import PressZeroError
from presszero.pure.flowgraph.graph import (
    ASK,
    BRANCH,
    CALL,
    CALLBACK,
    HANGUP,
    MISSING,
    OTHER,
    PERSON,
    RESOLVED,
    RETURN,
    SAY,
    UNKNOWN,
    VOICEMAIL,
    WORLD,
    Graph,
    Node,
    is_whole,
)

# Why a call-back or a voicemail may stand for a person: nobody is there, or the caller wanted it so.
CHOSEN, CLOSED, REFUSED, UNANSWERED = "chosen", "closed", "refused", "unanswered"
NOBODY = frozenset({CLOSED, REFUSED, UNANSWERED})
# Answers of the world by which the caller has learnt that nobody is there.
NOBODY_THERE = frozenset({"closed", "nobody there"})
LONGEST_MATCHED = 64
DEEPEST_CALL = 8
LOST = "lost"


class NotPossibleHere(PressZeroError):
    """The event cannot happen in this state."""


class Event(NamedTuple):
    """What happens next.

    kind: key, word, person (0 or a word for a person), entry (digits or words taken as data), silence,
    miss (a key or words that nothing is bound to), answer (of a lookup, the hours, the line), done
    (the prompt was played, or nothing but the flow decides).
    """

    kind: str
    value: str = ""


class State(NamedTuple):
    """Where one conversation is. Everything that decides what can happen next stands here.

    node: its place, also after the end. end: "" while it goes on, else how it ended: person, callback,
    voicemail, resolved, hangup, unknown or lost (the flow has no answer to what happened).
    asked, silences, misses: no-inputs and no-matches counted at the question `asked`.
    facts: what is known, sorted. stack: where subflows return to. cause: "" or why nobody is there.
    uncertain: data or code outside of the file decided how the caller came here.
    """

    node: str
    end: str = ""
    asked: str = ""
    silences: int = 0
    misses: int = 0
    facts: tuple[tuple[str, str], ...] = ()
    stack: tuple[str, ...] = ()
    cause: str = ""
    uncertain: bool = False

    @property
    def is_with_a_person(self) -> bool:
        """Return whether it ended as it should: a person, or a promise where nobody is there."""
        return self.end in (PERSON, RESOLVED) or (self.end in (CALLBACK, VOICEMAIL) and self.cause != "")


DONE = Event("done")
ANSWERED = Event("answer", "answered")
SILENCE, MISS, ZERO = Event("silence"), Event("miss"), Event("person", "0")


def begin(graph: Graph, at: str = "") -> State:
    """Return the state of a caller who has just come in, at the flow's start or at another node."""
    start = at or graph.start
    facts = {fact: value for fact, value in graph.facts.items() if fact in graph.live.get(start, ())}
    return _arrive(graph, State(start, facts=tuple(sorted(facts.items()))), start)


def events_at(graph: Graph, state: State) -> list[Event]:
    """Return everything that can happen next, the caller's steps first; nothing once it has ended."""
    if state.end:
        return []
    node = graph.nodes[state.node]
    if node.does == ASK:
        return _events_of_asking(graph, node)
    if node.does == WORLD:
        return _events_of_world(node, state)
    if node.does == PERSON:
        return [ANSWERED, *(Event("answer", answer) for answer in node.answers)]
    if node.does == CALLBACK:
        return _events_of_callback(node, state)
    if node.does == BRANCH:
        ways = _ways(graph, node, state)
        return [DONE] if len(ways) == 1 else [Event("answer", label) for label in ways]
    return [DONE]


def _events_of_asking(graph: Graph, node: Node) -> list[Event]:
    events = [Event("key", key) for key in node.keys]
    events += [Event("word", word) for word in node.words]
    if node.person:
        events.append(ZERO)
    if node.enters:
        given = graph.values.get(node.keeps_as, ()) if node.keeps_as in graph.live[node.name] else ()
        values = {value for value in given if value} | {"0", OTHER}
        if node.person:
            values.discard("0")
        events += [Event("entry", value) for value in sorted(values) if value not in node.keys]
    if node.silences:
        events.append(SILENCE)
    if node.misses:
        events.append(MISS)
    return events + [Event("answer", answer) for answer in node.answers]


def _events_of_world(node: Node, state: State) -> list[Event]:
    for fact, value in state.facts if node.remembers else ():
        if fact == node.remembers and value in node.answers:
            return [Event("answer", value)]
    return [Event("answer", answer) for answer in node.answers]


def _events_of_callback(node: Node, state: State) -> list[Event]:
    no_number = Event("answer", "no_number")
    if node.number == "caller":
        return [DONE, no_number] if "no_number" in node.answers else [DONE]
    known = not node.number or any(fact == node.number and value for fact, value in state.facts)
    return [DONE] if known else [no_number]


def step(graph: Graph, state: State, event: Event) -> tuple[State, tuple[object, ...]]:
    """Return the state after an event, and the verbs that the channel carries out on arriving there.

    graph: prepared. state: from `begin` or an earlier step. event: one of `events_at`; a live caller may
    also enter values that `events_at` does not list.

    Raises NotPossibleHere for an event that this state does not know, or once the conversation has ended.
    """
    if state.end:
        raise NotPossibleHere(f"The conversation ended at {state.node!r} ({state.end}); begin a new one.")
    node = graph.nodes[state.node]
    does = node.does
    if does == ASK:
        after = _after_asking(graph, node, state, event)
    elif does == SAY:
        after = _arrive(graph, _changed(graph, node, state), node.next)
    elif does == BRANCH:
        after = _after_branch(graph, node, state, event)
    elif does == CALL:
        after = _after_call(graph, node, state)
    elif does == RETURN:
        after = _after_return(graph, state)
    else:
        after = _after_world(graph, node, state, event)
    arrived = graph.nodes.get(after.node)
    return after, arrived.verbs if arrived else ()


def _after_asking(graph: Graph, node: Node, state: State, event: Event) -> State:
    kind, value = event
    if kind in ("silence", "miss"):
        return _after_failing(graph, node, state, kind)
    moved = state._replace(asked="", silences=0, misses=0, cause=_with_choice(state, node, event))
    if node.opaque:
        moved = moved._replace(uncertain=True)
    if kind == "person" and node.person:
        return _arrive(graph, moved, node.person)
    if kind == "key" and value in node.keys:
        return _arrive(graph, _entered(graph, node, moved, value), node.keys[value])
    if kind == "word" and value in node.words:
        return _arrive(graph, _entered(graph, node, moved, value), node.words[value])
    if kind == "entry" and node.enters:
        return _arrive(graph, _entered(graph, node, moved, value), node.enters)
    if kind == "answer" and value in node.answers:
        return _arrive(graph, moved, node.answers[value])
    raise NotPossibleHere(
        f"{node.name!r} has no way for {kind} {value!r}; it is {node.kind}, line {node.line}."
    )


def _after_failing(graph: Graph, node: Node, state: State, kind: str) -> State:
    """Count a no-input or a no-match and lead on; past the last target its count says nothing more."""
    targets = node.silences if kind == "silence" else node.misses
    if not targets:
        raise NotPossibleHere(f"{node.name!r} has no way for {kind}; it is {node.kind}, line {node.line}.")
    times = state.silences if kind == "silence" or node.counts_together else state.misses
    last = len(targets) - 1
    after = min(times + 1, last)
    target = targets[min(times, last)]
    # Who is asked the same again has taken nothing back.
    cause = state.cause if target == node.name else _without_choice(state)
    moved = state._replace(cause=cause, uncertain=state.uncertain or node.opaque)
    if kind == "silence" or node.counts_together:
        moved = moved._replace(silences=after)
    else:
        moved = moved._replace(misses=after)
    if kind == "silence":
        moved = _entered(graph, node, moved, "")
    return _arrive(graph, moved, target)


def _without_choice(state: State) -> str:
    return state.cause if state.cause in (CLOSED, REFUSED) else REFUSED if state.cause == UNANSWERED else ""


def _with_choice(state: State, node: Node, event: Event) -> str:
    """Return the cause after the caller's own step: asking for a person is no wish for a voicemail."""
    if state.cause in NOBODY:
        return _without_choice(state)
    if event.kind == "entry" and event.value == OTHER:
        # Data that was asked for takes nothing back; an entry that equals nothing is no choice.
        return state.cause if node.misses else ""
    asks_for_person = (
        event.kind in ("person", "answer")
        or event.value == "0"
        or (event.kind == "word" and event.value in node.person_says)
    )
    return "" if asks_for_person else CHOSEN


def _entered(graph: Graph, node: Node, state: State, value: str) -> State:
    return with_fact(state, node.keeps_as, value) if node.keeps_as else state


def with_fact(state: State, fact: str, value: str | None) -> State:
    """Return the state with one fact set, or unknown where value is None."""
    rest = [pair for pair in state.facts if pair[0] != fact]
    if value is not None:
        rest.append((fact, value))
        rest.sort()
    return state._replace(facts=tuple(rest))


def _changed(graph: Graph, node: Node, state: State) -> State:
    for change in node.changes:
        if change.how == "=":
            state = with_fact(state, change.fact, change.value)
        elif change.how == "?":
            state = with_fact(state, change.fact, None)
        elif change.how == "<":
            state = with_fact(state, change.fact, dict(state.facts).get(change.value))
        else:
            state = with_fact(state, change.fact, _sum(graph, change.fact, dict(state.facts), change.value))
    return state


def _sum(graph: Graph, fact: str, facts: dict[str, str], added: str) -> str | None:
    """Add a whole number, stopping where no comparison can tell the difference any more."""
    now = facts.get(fact)
    if now is None or (now and not is_whole(now)):
        return None
    bound = graph.bounds.get(fact, 0)
    return str(max(-bound, min(bound, int(now or 0) + int(added))))


def _ways(graph: Graph, node: Node, state: State) -> dict[str, str]:
    """Return label and target of each way a branch may take; one where the facts decide."""
    facts = dict(_changed(graph, node, state).facts) if node.changes else dict(state.facts)
    ways: dict[str, str] = {}
    for test in node.tests:
        holds = _holds(facts.get(test.fact), test.how, test.value)
        if holds is not False:
            ways.setdefault(f"{test.fact} {test.how} {test.value}", test.target)
        if holds:
            return ways
    ways["otherwise"] = node.next
    return ways


def _holds(known: str | None, how: str, value: str) -> bool | None:
    """Return whether a comparison holds, or None where that cannot be told."""
    if known is None or how == "~":
        return None
    if how in "=!=":
        same = known == value or (is_whole(known) and is_whole(value) and int(known) == int(value))
        return same if how == "=" else not same
    if known == OTHER:
        return None
    if how in ("contains", "starts", "ends"):
        return {"contains": value in known, "starts": known.startswith(value), "ends": known.endswith(value)}[
            how
        ]
    if how == "matches":
        return _matches(known, value)
    if not is_whole(value):
        return None
    number = int(known) if is_whole(known) else 0
    return {
        "<": number < int(value),
        "<=": number <= int(value),
        ">": number > int(value),
        ">=": number >= int(value),
    }[how]


def _matches(known: str, pattern: str) -> bool | None:
    """Return whether a short value matches a pattern of the source, or None where that cannot be told."""
    if len(known) > LONGEST_MATCHED or len(pattern) > LONGEST_MATCHED:
        return None
    # A pattern of nested repeats takes exponential time even on short values.
    if re.search(r"[+*}][)\]]*[+*{]", pattern):
        return None
    try:
        return re.search(pattern, known) is not None
    except re.error:
        return None


def _after_branch(graph: Graph, node: Node, state: State, event: Event) -> State:
    ways = _ways(graph, node, state)
    label = next(iter(ways)) if event.kind == "done" and len(ways) == 1 else event.value
    if label not in ways:
        raise NotPossibleHere(f"{node.name!r} has no way {label!r}; it may take {', '.join(ways)}.")
    moved = _changed(graph, node, state)
    if len(ways) > 1:
        for test in node.tests:
            if test.how == "=" and label == f"{test.fact} = {test.value}":
                moved = with_fact(moved, test.fact, test.value)
    return _caused(_arrive(graph, moved, ways[label]), label)


def _caused(state: State, label: str) -> State:
    return state._replace(cause=CLOSED) if label in NOBODY_THERE else state


def _after_world(graph: Graph, node: Node, state: State, event: Event) -> State:
    if node.does == PERSON:
        if event == ANSWERED:
            return state._replace(end=PERSON)
        state = state._replace(cause=UNANSWERED if event.value in node.unanswered else REFUSED)
    if event.kind == "done" and node.does in (CALLBACK, VOICEMAIL):
        return state._replace(end=node.does)
    if event.kind != "answer" or (event.value not in node.answers and event.value != "no_number"):
        raise NotPossibleHere(f"{node.name!r} has no answer {event.value!r}; it is {node.kind}.")
    moved = _changed(graph, node, state) if node.changes else state
    if node.remembers:
        moved = with_fact(moved, node.remembers, event.value)
    if event.value in NOBODY_THERE:
        moved = moved._replace(cause=CLOSED)
    if node.opaque:
        moved = moved._replace(uncertain=True)
    return _arrive(graph, moved, node.answers.get(event.value, MISSING))


def _after_call(graph: Graph, node: Node, state: State) -> State:
    if len(state.stack) >= DEEPEST_CALL:
        return state._replace(end=UNKNOWN)
    # A flow that does not come back leaves nothing to come back to.
    stack = (*state.stack, node.next) if node.next else ()
    return _arrive(graph, state._replace(stack=stack), node.flow)


def _after_return(graph: Graph, state: State) -> State:
    if not state.stack:
        return state._replace(end=UNKNOWN)
    return _arrive(graph, state._replace(stack=state.stack[:-1]), state.stack[-1])


def _arrive(graph: Graph, state: State, target: str) -> State:
    """Put the conversation at a node; an end that needs nothing more is reached at once."""
    node = graph.nodes.get(target)
    if node is None:
        return state._replace(end=LOST)
    asked, silences, misses, uncertain = state.asked, state.silences, state.misses, state.uncertain
    does = node.does
    if does == ASK and asked != target:
        asked, silences, misses = target, 0, 0
    elif does != ASK and node.keeps_count_of != asked:
        asked, silences, misses = "", 0, 0
    if does == ASK and not node.opaque:
        uncertain = False
    live = graph.live[target]
    facts = state.facts
    for pair in facts:
        if pair[0] not in live:
            facts = tuple(one for one in facts if one[0] in live)
            break
    end = does if does in (RESOLVED, HANGUP, UNKNOWN) else ""
    return State(target, end, asked, silences, misses, facts, state.stack, state.cause, uncertain)
