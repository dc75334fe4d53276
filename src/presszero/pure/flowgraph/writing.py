"""A flow of another platform written in our language: a draft to mend, in which nothing of the source is made better unsaid.

Where the source hangs up, the draft leads to a place that does not exist, so that the verdict names it; what the file
does not tell leads to a flow that was not given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from presszero.pure.errors import BadInput
from presszero.pure.flowgraph.graph import (
    ASK,
    BRANCH,
    CALL,
    CALLBACK,
    HANGUP,
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
)
from presszero.pure.flowgraph.linking import linked
from presszero.pure.flowgraph.stepping import DONE, MISS, SILENCE, ZERO, Event
from presszero.pure.flowgraph.unrolling import CUT_OFF, Copy, unrolled

HANGS_UP, NOT_GIVEN, PEOPLE = "hang-up", "not-in-the-file", "people"
ANSWERS = ("ok", "not_found", "error", "timeout")
# What code that is not in the file may do so that the file goes on.
GOES_ON = ("goes on", "comes back")
DUE_HOURS = 8
LONGEST_NAME = 60
MOST_NAMED = 5
Written = dict[str, Any]


class TooMuchToWrite(BadInput):
    """The flow has more places than can be written out."""


def written_in_our_language(graph: Graph, *, name: str, team: str) -> str:
    """Return the YAML of a flow that does what an imported graph does, as far as our language can say it.

    name: what it is called here. team: who takes its calls; the source's own teams and numbers stand in comments.

    Raises TooMuchToWrite.
    """
    whole = linked(graph)
    starts = graph.starts or (graph.start,)
    copies = unrolled(whole, (graph.start, *starts)) or unrolled(whole, starts, counting=False)
    if not copies:
        raise TooMuchToWrite(f"{graph.name} is too large to be written as one flow. Split it.")
    return _Writing(whole, copies, team).text(name)


@dataclass
class _Writing:
    graph: Graph
    copies: list[Copy]
    team: str
    names: dict[str, str] = field(default_factory=dict)
    nodes: dict[str, Written] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.by_name = {copy.name: copy for copy in self.copies}

    def text(self, name: str) -> str:
        for copy in self.copies:
            if not _says_nothing(copy):
                self.names[copy.name] = self._name(copy.name)
        for copy in self.copies:
            if not _says_nothing(copy):
                self.nodes[self.names[copy.name]] = self._node(copy)
        flow = {
            "presszero": 1,
            "flow": name,
            "languages": list(self.graph.languages) or self._languages(),
            "start": self.to(self.copies[0].name),
            "person": self._people(),
            "nodes": self.nodes,
        }
        said = yaml.safe_dump(flow, sort_keys=False, allow_unicode=True, width=110)
        return "".join(f"# {line}\n" for line in self._head()) + said

    def _head(self) -> Iterator[str]:
        yield " ".join(f"Brought in from {self.graph.file or self.graph.name} ({self.graph.source}).".split())
        yield f"A target {HANGS_UP} is where the source hangs up; {NOT_GIVEN} is what its file does not tell."
        yield from dict.fromkeys(" ".join(note.split()) for note in self.notes)
        kept = {copy.node.name for copy in self.copies}
        if left := [
            one.name for one in self.graph.nodes.values() if one.name not in kept and one.kind != "made"
        ]:
            yield f"Left out, since no caller comes there: {', '.join(left[:MOST_NAMED])}{', …' if len(left) > MOST_NAMED else ''}."

    def _languages(self) -> list[str]:
        found = dict.fromkeys(one for node in self.graph.nodes.values() for one in node.prompt)
        return list(found) or ["en"]

    def _name(self, words: str) -> str:
        base = re.sub(r"[^A-Za-z0-9]+", "-", words).strip("-")[:LONGEST_NAME] or "node"
        base = base if base[0].isalpha() else f"n-{base}"
        name, number = base, 2
        while name in self.names.values() or name in (HANGS_UP, PEOPLE):
            name, number = f"{base}-{number}", number + 1
        return name

    def _people(self) -> str:
        if person := self._first_person():
            return person
        self.notes.append(f"The source has no person at all; {PEOPLE} was put in.")
        self.nodes[PEOPLE] = {"kind": "queue", "team": self.team}
        return PEOPLE

    def _first_person(self) -> str:
        people = (self.names[copy.name] for copy in self.copies if copy.node.does == PERSON)
        return next(people, "")

    def to(self, target: str) -> str:
        """Return a target by its name here; where the source ends the call or says nothing, HANGS_UP.

        Places that say nothing and ask nothing are passed over, unless they go round for ever.
        """
        passed: set[str] = set()
        while target in self.by_name and _says_nothing(self.by_name[target]):
            if target in passed:
                return HANGS_UP
            passed.add(target)
            target = next(iter(self.by_name[target].ways.values()), CUT_OFF)
        return self.names.get(target, HANGS_UP)

    def _leads(self, copy: Copy, event: Event) -> str:
        return self.to(copy.ways.get(event, CUT_OFF))

    # Nodes.
    def _node(self, copy: Copy) -> Written:
        node = copy.node
        if node.does == UNKNOWN or (copy.ended and node.does not in (RESOLVED, HANGUP)):
            return self._not_given("")
        return {
            ASK: self._asking,
            WORLD: self._world,
            BRANCH: self._branch,
            PERSON: self._person,
            CALLBACK: self._callback,
            VOICEMAIL: lambda _: {"kind": "voicemail", **_prompt(node), "team": self.team},
            RESOLVED: lambda _: {"kind": "resolved", **_prompt(node)},
        }.get(node.does, self._say)(copy)

    def _say(self, copy: Copy) -> Written:
        return {"kind": "say", **_prompt(copy.node), "next": self._leads(copy, DONE)}

    def _not_given(self, goes_on: str) -> Written:
        following = goes_on or self._first_person() or PEOPLE
        return {"kind": "subflow", "flow": NOT_GIVEN, "next": following}

    def _person(self, copy: Copy) -> Written:
        node = copy.node
        if whose := node.label or node.team:
            self.notes.append(f"{self.names[copy.name]} was {whose} in the source.")
        queue = {"kind": "queue", **_prompt(node), "team": self.team}
        refused = [self._leads(copy, Event("answer", answer)) for answer in node.answers]
        if refused and refused[0] == HANGS_UP and node.unanswered >= node.answers.keys():
            self.notes.append(
                f"Where nobody takes the call at {self.names[copy.name]}, the source hangs up; here the caller waits."
            )
            return queue
        return {**queue, **({"full": refused[0]} if refused else {})}

    def _callback(self, copy: Copy) -> Written:
        return {
            "kind": "callback",
            **_prompt(copy.node),
            "team": self.team,
            "number": "caller",
            "no_number": self._first_person() or PEOPLE,
            "due_hours": DUE_HOURS,
        }

    def _world(self, copy: Copy) -> Written:
        node = copy.node
        if node.opaque:
            if why := next((one.why for one in self._behind(copy) if one.why), ""):
                self.notes.append(why)
            goes_on = [self._leads(copy, Event("answer", one)) for one in GOES_ON if one in node.answers]
            return self._not_given(goes_on[0] if goes_on else "")
        if node.hours and {"open", "closed"} >= node.answers.keys():
            opened, closed = (self._leads(copy, Event("answer", one)) for one in ("open", "closed"))
            return {"kind": "hours", "hours": self.team, "open": opened, "closed": closed}
        targets = [self._leads(copy, Event("answer", one)) for one in node.answers] or [HANGS_UP]
        return self._looked_up(copy, targets)

    def _behind(self, copy: Copy) -> Iterator[Node]:
        return (self.by_name[way].node for way in copy.ways.values() if way in self.by_name)

    def _looked_up(self, copy: Copy, targets: list[str]) -> Written:
        """Several ways that the world decides between, written as the answers of a lookup."""
        name = self.names[copy.name]
        if len(targets) > len(ANSWERS):
            self.notes.append(f"{name} had {len(targets)} answers; the first four are written.")
        filled = [*targets, *[targets[-1]] * len(ANSWERS)][: len(ANSWERS)]
        return {"kind": "lookup", "asks": name.lower(), **dict(zip(ANSWERS, filled, strict=True))}

    def _branch(self, copy: Copy) -> Written:
        node = copy.node
        if copy.ways.keys() == {DONE}:
            return self._say(copy)
        ways = {event.value: self.to(target) for event, target in copy.ways.items()}
        tests = [
            (test, ways[said])
            for test in node.tests
            if (said := f"{test.fact} {test.how} {test.value}") in ways
        ]
        if tests and "otherwise" in ways and all(test.how == "=" for test, _ in tests):
            cases = [
                {"fact": _fact(test.fact), "equals": test.value, "leads": target} for test, target in tests
            ]
            return {"kind": "branch", "cases": cases, "otherwise": ways["otherwise"]}
        self.notes.append(f"{self.names[copy.name]} compares in a way that is written as a lookup here.")
        return self._looked_up(copy, list(ways.values()))

    def _asking(self, copy: Copy) -> Written:
        node, name = copy.node, self.names[copy.name]
        keys = {key: self._leads(copy, Event("key", key)) for key in node.keys if _is_key(key) and key != "0"}
        if unlike := [key for key in node.keys if not _is_key(key)]:
            self.notes.append(f"{name} also took numbers like {', '.join(unlike[:3])}.")
        asked = {**_prompt(node), **self._patience(copy)}
        if zero := self._zero(copy):
            asked["zero"] = zero
        else:
            self.notes.append(f"{name} had no way to a person in the source; here 0 leads to one.")
        entered = self._leads(copy, Event("entry", OTHER)) if node.enters else ""
        if entered and keys:
            return self._entered_or_pressed(copy, keys, entered, asked)
        if entered:
            fact = {"keeps": _fact(node.keeps_as or "entered"), "next": entered}
            return {"kind": "ask" if node.spoken or node.chat else "collect", **asked, **fact}
        words = {
            _word(word): {
                "leads": self._leads(copy, Event("word", word)),
                "examples": {"en": [word.replace("_", " ")[:60]]},
            }
            for word in node.words
            if word not in node.person_says
        }
        return {
            "kind": "menu",
            **asked,
            **({"keys": keys} if keys else {}),
            **({"words": words} if words else {}),
        }

    def _zero(self, copy: Copy) -> str:
        """Return where the source leads who asks for a person here; "" where it leads them nowhere."""
        words = (Event("word", word) for word in copy.node.words if word in copy.node.person_says)
        asks = (Event("key", "0"), ZERO, *words)
        return next((self._leads(copy, event) for event in asks if event in copy.ways), "")

    def _entered_or_pressed(self, copy: Copy, keys: dict[str, str], entered: str, asked: Written) -> Written:
        """Keys beside free entry: what was entered is compared right behind it."""
        name, fact = f"{self.names[copy.name]}-which", _fact(copy.node.keeps_as or "entered")
        cases = [{"fact": fact, "equals": key, "leads": target} for key, target in keys.items()]
        self.nodes[name] = {"kind": "branch", "cases": cases, "otherwise": entered}
        return {"kind": "collect", **asked, "keeps": fact, "next": name}

    def _patience(self, copy: Copy) -> Written:
        """How long it waits, how often it asks again, and where the last silence and the last miss lead."""
        said: Written = {"wait_seconds": min(60.0, max(1.0, copy.node.waits_seconds or 6.0))}
        said["retries"] = max(copy.again.values(), default=0)
        for what, event in (("no_input", SILENCE), ("no_match", MISS)):
            if event in copy.ways:
                said[what] = self._leads(copy, event)
        return said


def _says_nothing(copy: Copy) -> bool:
    """Return whether a caller notices nothing of a place: it leads on, one way only, without a word."""
    silent = copy.node.does in (SAY, BRANCH, CALL, RETURN) and not any(copy.node.prompt.values())
    return silent and not copy.ended and copy.ways.keys() == {DONE}


def _prompt(node: Node) -> Written:
    said = {language: words for language, words in node.prompt.items() if words}
    return {"prompt": said} if said else {}


def _is_key(key: str) -> bool:
    return re.fullmatch(r"[0-9*#]{1,4}", key) is not None


def _fact(words: str) -> str:
    found = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")[:36]
    return found if found[:1].isalpha() else f"f_{found}"


def _word(words: str) -> str:
    found = re.sub(r"[^A-Za-z0-9]+", "_", words).strip("_")[:40]
    return found if found[:1].isalpha() else f"w_{found}"
