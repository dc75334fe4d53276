"""A flow of another platform written in our language: a draft to mend, in which nothing of the source is made better unsaid.

Where the source hangs up, the draft leads to a place that does not exist, so that the verdict names it; what the file
does not tell leads to a flow that was not given, so that it stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from presszero.pure.flowgraph.graph import (
    ASK,
    BRANCH,
    CALL,
    CALLBACK,
    HANGUP,
    PERSON,
    RESOLVED,
    RETURN,
    SAY,
    VOICEMAIL,
    WORLD,
    Graph,
    Node,
)

HANGS_UP, NOT_GIVEN, PEOPLE = "hang-up", "not-in-the-file", "people"
ANSWERS = ("ok", "not_found", "error", "timeout")
DUE_HOURS = 8
LONGEST_NAME = 60
Written = dict[str, Any]


def written_in_our_language(graph: Graph, *, name: str, team: str) -> str:
    """Return the YAML of a flow that does what an imported graph does, as far as our language can say it.

    name: what it is called here. team: who takes its calls; the source's own teams and numbers stand in comments.
    """
    return _Writing(graph, team).text(name)


@dataclass
class _Writing:
    graph: Graph
    team: str
    names: dict[str, str] = field(default_factory=dict)
    nodes: dict[str, Written] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        for node in self.graph.nodes.values():
            self.names[node.name] = self._name(node.name)
        for node in self.graph.nodes.values():
            if node.does != HANGUP:
                self.nodes[self.names[node.name]] = self._node(node)
        flow = {
            "presszero": 1,
            "flow": name,
            "languages": list(self.graph.languages) or self._languages(),
            "start": self.to(self.graph.start),
            "person": self._people(),
            "nodes": self.nodes,
        }
        said = yaml.safe_dump(flow, sort_keys=False, allow_unicode=True, width=110)
        return "".join(f"# {line}\n" for line in self._head()) + said

    def _head(self) -> Iterator[str]:
        yield " ".join(f"Brought in from {self.graph.file or self.graph.name} ({self.graph.source}).".split())
        yield f"A target {HANGS_UP} is where the source hangs up; {NOT_GIVEN} is what its file does not tell."
        yield from dict.fromkeys(" ".join(note.split()) for note in self.notes)

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
        for node in self.graph.nodes.values():
            if node.does == PERSON:
                return self.names[node.name]
        self.notes.append(f"The source has no person at all; {PEOPLE} was put in.")
        self.nodes[PEOPLE] = {"kind": "queue", "team": self.team}
        return PEOPLE

    def to(self, target: str) -> str:
        """Return a target by its name here; where the source ends the call or says nothing, HANGS_UP."""
        node = self.graph.nodes.get(target)
        return HANGS_UP if node is None or node.does == HANGUP else self.names[target]

    # Nodes.
    def _node(self, node: Node) -> Written:
        if node.does == ASK:
            return self._asking(node)
        if node.does == WORLD:
            return self._world(node)
        if node.does == BRANCH:
            return self._branch(node)
        return {
            SAY: lambda: {"kind": "say", **_prompt(node), "next": self.to(node.next)},
            PERSON: lambda: self._person(node),
            CALLBACK: lambda: self._callback(node),
            VOICEMAIL: lambda: {"kind": "voicemail", **_prompt(node), "team": self.team},
            RESOLVED: lambda: {"kind": "resolved", **_prompt(node)},
            CALL: lambda: self._call(node),
            RETURN: lambda: self._return(),
        }.get(node.does, lambda: self._not_given(""))()

    def _not_given(self, goes_on: str) -> Written:
        following = self.to(goes_on) if goes_on else self._first_person()
        return {"kind": "subflow", "flow": NOT_GIVEN, "next": following}

    def _first_person(self) -> str:
        people = (self.names[one.name] for one in self.graph.nodes.values() if one.does == PERSON)
        return next(people, PEOPLE)

    def _person(self, node: Node) -> Written:
        if whose := node.label or node.team:
            self.notes.append(f"{self.names[node.name]} was {whose} in the source.")
        refused = {"full": self.to(next(iter(node.answers.values())))} if node.answers else {}
        return {"kind": "queue", **_prompt(node), "team": self.team, **refused}

    def _callback(self, node: Node) -> Written:
        return {
            "kind": "callback",
            **_prompt(node),
            "team": self.team,
            "number": "caller",
            "no_number": self._first_person(),
            "due_hours": DUE_HOURS,
        }

    def _call(self, node: Node) -> Written:
        if node.flow in self.graph.nodes:
            return {"kind": "say", "next": self.to(node.flow)}
        self.notes.append(f"{self.names[node.name]} leads to {node.flow or 'a flow chosen at run time'}.")
        return self._not_given(node.next)

    def _return(self) -> Written:
        backs = {
            node.next
            for node in self.graph.nodes.values()
            if node.does == CALL and node.flow in self.graph.nodes and node.next
        }
        return {"kind": "say", "next": self.to(backs.pop())} if len(backs) == 1 else self._not_given("")

    def _world(self, node: Node) -> Written:
        if node.opaque:
            return self._not_given(node.answers.get("goes on", ""))
        if node.hours and {"open", "closed"} >= node.answers.keys():
            opened, closed = (self.to(node.answers.get(one, "")) for one in ("open", "closed"))
            return {"kind": "hours", "hours": self.team, "open": opened, "closed": closed}
        targets = [self.to(target) for target in node.answers.values()] or [HANGS_UP]
        if len(targets) > len(ANSWERS):
            self.notes.append(
                f"{self.names[node.name]} had {len(targets)} answers; the first four are written."
            )
        filled = [*targets, *[targets[-1]] * len(ANSWERS)][: len(ANSWERS)]
        return {
            "kind": "lookup",
            "asks": self.names[node.name].lower(),
            **dict(zip(ANSWERS, filled, strict=True)),
        }

    def _branch(self, node: Node) -> Written:
        if node.tests and all(test.how == "=" for test in node.tests):
            cases = [
                {"fact": _fact(test.fact), "equals": test.value, "leads": self.to(test.target)}
                for test in node.tests
            ]
            return {"kind": "branch", "cases": cases, "otherwise": self.to(node.next)}
        self.notes.append(f"{self.names[node.name]} compares in a way that is written as a lookup here.")
        targets = [self.to(test.target) for test in node.tests][: len(ANSWERS) - 1]
        filled = [*targets, *[self.to(node.next)] * len(ANSWERS)][: len(ANSWERS)]
        return {
            "kind": "lookup",
            "asks": self.names[node.name].lower(),
            **dict(zip(ANSWERS, filled, strict=True)),
        }

    def _asking(self, node: Node) -> Written:
        keys = {key: self.to(target) for key, target in node.keys.items() if _is_key(key) and key != "0"}
        if unlike := [key for key in node.keys if not _is_key(key)]:
            self.notes.append(f"{self.names[node.name]} also took numbers like {', '.join(unlike[:3])}.")
        asked = {**_prompt(node), **self._patience(node)}
        if "0" in node.keys:
            asked["zero"] = self.to(node.keys["0"])
        elif not node.chat:
            self.notes.append(f"{self.names[node.name]} had no 0 in the source; here 0 leads to a person.")
        if node.enters and keys:
            return self._entered_or_pressed(node, keys, asked)
        if node.enters:
            fact = {"keeps": _fact(node.keeps_as or "entered"), "next": self.to(node.enters)}
            return {"kind": "ask" if node.spoken or node.chat else "collect", **asked, **fact}
        words = {
            _word(word): {"leads": self.to(target), "examples": {"en": [word.replace("_", " ")[:60]]}}
            for word, target in node.words.items()
            if word not in node.person_says
        }
        return {
            "kind": "menu",
            **asked,
            **({"keys": keys} if keys else {}),
            **({"words": words} if words else {}),
        }

    def _entered_or_pressed(self, node: Node, keys: dict[str, str], asked: Written) -> Written:
        """Keys beside free entry: what was entered is compared right behind it."""
        name, fact = f"{self.names[node.name]}-which", _fact(node.keeps_as or "entered")
        cases = [{"fact": fact, "equals": key, "leads": target} for key, target in keys.items()]
        self.nodes[name] = {"kind": "branch", "cases": cases, "otherwise": self.to(node.enters)}
        return {"kind": "collect", **asked, "keeps": fact, "next": name}

    def _patience(self, node: Node) -> Written:
        """How often it asks again, and where the last silence and the last miss lead."""
        said: Written = {"wait_seconds": min(60.0, max(1.0, node.waits_seconds or 6.0))}
        again = [
            sum(1 for target in tries[:-1] if target == node.name) for tries in (node.silences, node.misses)
        ]
        said["retries"] = min(9, max(again, default=0))
        for what, tries in (("no_input", node.silences), ("no_match", node.misses)):
            if tries:
                said[what] = self.to(tries[-1])
        return said


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
