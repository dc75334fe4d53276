"""A flow once it is read: nodes with targets for everything that can happen at them.

The flow language and every importer end here, and `stepping.step` is the only
place that gives a graph its meaning.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

# What a node does. ASKING waits for the caller, WORLD waits for an answer of
# somebody else (a lookup, the hours, the platform), PERSON offers the caller to people.
SAY, ASK, WORLD, BRANCH = "say", "ask", "world", "branch"
PERSON, CALLBACK, VOICEMAIL = "person", "callback", "voicemail"
CALL, RETURN = "call", "return"
RESOLVED, HANGUP, UNKNOWN = "resolved", "hangup", "unknown"
ENDS = frozenset({PERSON, CALLBACK, VOICEMAIL, RESOLVED, HANGUP, UNKNOWN})

# The kind of a node that its source does not have, but means.
MADE = "made"
# A target that was never given: the flow has no answer to what happened.
MISSING = ""
# What a caller entered when it equals none of the values that the flow compares with.
OTHER = "…"
NUMERIC = frozenset({"=", "!=", "<", "<=", ">", ">="})


@dataclass(frozen=True)
class Test:
    """One comparison of a branch.

    how: = != < <= > >= contains starts ends matches (a regular expression) or ~ for what cannot be told.
    value: what the fact is compared with.
    """

    fact: str
    how: str
    value: str
    target: str


@dataclass(frozen=True)
class Change:
    """One change of a fact. how: = sets it, + adds a whole number, < copies another, ? makes it unknown."""

    fact: str
    how: str
    value: str = ""


@dataclass
class Node:
    """One place in a flow; `does` is one of the words above, `kind` is what its source calls it.

    keys, words: what the caller may press or say, with where it leads. offers: how each intent is offered in writing, by language.
    person: where 0 and the words for a person lead, "" where the source gives them no target.
    enters: where free entry (digits, words, a recording) leads, kept in the fact `keeps_as`.
    silences, misses: where the first, second, ... no-input or no-match leads; the last one stands
    for all later ones; empty where the platform never raises it. They count on while `keeps_count_of`
    names the asking node and start anew when the caller comes from elsewhere.
    chat: people write here, and nobody is silent. spoken: only words are taken. unanswered: those answers of a line that mean no
    more than that nobody took the call: what becomes of them is a matter of staffing.
    opaque: what happens from here is decided by data or code that is not in the file.
    answers: what the world may answer, with its target; `faults` are answers that only a platform
    fault gives: nodes behind them count as reachable, but no caller is walked through them.
    """

    name: str
    does: str
    kind: str
    line: int = 0
    label: str = ""
    prompt: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    waits_seconds: float = 0.0
    next: str = MISSING
    keys: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    examples: dict[str, tuple[str, ...]] = field(default_factory=dict)
    offers: dict[str, dict[str, str]] = field(default_factory=dict)
    person: str = MISSING
    person_says: tuple[str, ...] = ()
    enters: str = MISSING
    keeps_as: str = ""
    silences: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()
    counts_together: bool = False
    keeps_count_of: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    remembers: str = ""
    tests: tuple[Test, ...] = ()
    changes: tuple[Change, ...] = ()
    team: str = ""
    hours: str = ""
    number: str = ""
    due: str = ""
    flow: str = ""
    opaque: bool = False
    chat: bool = False
    spoken: bool = False
    unanswered: frozenset[str] = frozenset()
    barge_in: bool = True
    hands_over: tuple[str, ...] = ()
    language: str = ""
    why: str = ""
    verbs: tuple[object, ...] = ()

    def targets(self) -> list[tuple[str, str]]:
        """Return every (label, target) of this node, missing targets included."""
        found = [(f"press {key}", target) for key, target in self.keys.items()]
        found += [(f"say {word}", target) for word, target in self.words.items()]
        if self.person:
            found.append(("0", self.person))
        if self.enters:
            found.append(("entered", self.enters))
        found += [(f"no-input {count}", target) for count, target in enumerate(self.silences, 1)]
        found += [(f"no-match {count}", target) for count, target in enumerate(self.misses, 1)]
        found += list(self.answers.items()) + list(self.faults.items())
        found += [(f"{one.fact} {one.how} {one.value}", one.target) for one in self.tests]
        if self.does in (SAY, BRANCH) or (self.does == CALL and self.next):
            found.append(("next", self.next))
        return found


@dataclass
class Graph:
    """A flow ready to be stepped through.

    name, source: what it is called, and the dialect it was written in. start: its first node.
    starts: every node where a caller may enter, empty for `start` alone.
    facts: what is known at the start, by fact. chat: people write, and nobody is silent.
    notes: what is not known wherever the caller goes.
    flows: entry nodes by the names under which other flows reach this one.
    """

    name: str
    source: str
    start: str
    nodes: dict[str, Node]
    languages: tuple[str, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)
    chat: bool = False
    file: str = ""
    starts: tuple[str, ...] = ()
    flows: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    live: dict[str, frozenset[str]] = field(default_factory=dict)
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    bounds: dict[str, int] = field(default_factory=dict)

    def prepared(self) -> Graph:
        """Work out which facts matter where, so that states stay few; returns itself."""
        self.values, self.bounds = _compared_values(self.nodes.values())
        self.live = _live_facts(self.nodes)
        return self


def _compared_values(nodes: Iterable[Node]) -> tuple[dict[str, tuple[str, ...]], dict[str, int]]:
    """Return what each fact is compared with, and a number past which all behave alike."""
    values: dict[str, set[str]] = {}
    nodes = list(nodes)
    for node in nodes:
        for test in node.tests:
            if test.how in NUMERIC or test.how in ("contains", "starts", "ends"):
                values.setdefault(test.fact, set()).add(test.value)
    copies = [(change.value, change.fact) for node in nodes for change in node.changes if change.how == "<"]
    for _ in copies:
        for source, copy in copies:
            values.setdefault(source, set()).update(values.get(copy, ()))
    bounds = {
        fact: 2 + max((abs(int(value)) for value in given if is_whole(value)), default=0)
        for fact, given in values.items()
    }
    return {fact: tuple(sorted(given)) for fact, given in values.items()}, bounds


def is_whole(value: str) -> bool:
    """Return whether a value is a whole number of at most 9 digits, which comparisons treat as a number."""
    digits = value[1:] if value[:1] in "+-" else value
    return digits.isascii() and digits.isdigit() and len(digits) <= 9


def _live_facts(nodes: dict[str, Node]) -> dict[str, frozenset[str]]:
    """Return by node the facts that some later branch may still read."""
    reads: dict[str, set[str]] = {}
    sets: dict[str, set[str]] = {}
    before: dict[str, set[str]] = {}
    everywhere: set[str] = set()
    for name, node in nodes.items():
        reads[name] = {test.fact for test in node.tests} | ({node.remembers} - {""})
        if node.number and node.number != "caller":
            reads[name].add(node.number)
        reads[name].update(change.fact for change in node.changes if change.how == "+")
        reads[name].update(change.value for change in node.changes if change.how == "<")
        sets[name] = {change.fact for change in node.changes if change.how != "+"} - reads[name]
        everywhere |= reads[name]
        for _, target in node.targets():
            before.setdefault(target, set()).add(name)
    live = {name: set(given) for name, given in reads.items()}
    for name, node in nodes.items():
        if node.does in (CALL, RETURN):
            live[name] |= everywhere
    # What the hours answered is kept to the end: H1 asks which hours stood open on the way.
    hours = {node.remembers for node in nodes.values() if node.remembers}
    for name in nodes:
        live[name] |= hours
    waiting = [name for name in nodes if live[name]]
    while waiting:
        name = waiting.pop()
        for earlier in before.get(name, ()):
            gained = live[name] - sets[earlier] - live[earlier]
            if gained:
                live[earlier] |= gained
                waiting.append(earlier)
    return {name: frozenset(given) for name, given in live.items()}
