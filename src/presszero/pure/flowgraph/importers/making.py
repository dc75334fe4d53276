"""What the importers share: a graph that grows node by node, and its common ends."""

from __future__ import annotations

import re

from presszero.pure.errors import BadInput
from presszero.pure.flowgraph.graph import (
    ASK,
    BRANCH,
    HANGUP,
    MADE,
    RESOLVED,
    SAY,
    UNKNOWN,
    WORLD,
    Change,
    Graph,
    Node,
)
from presszero.pure.flowgraph.words import ENDING_WORDS, ends_the_call, plain

MOST_NODES = 60_000
HOURS_NAMES = re.compile(
    r"is_?open|open_?(?:status|now|hours)|(?:business|opening|office|working|operating|in|after)_?hours|"
    r"hours_?of_?op|is_?closed|holiday|office_?open",
    re.IGNORECASE,
)
CLOSED_NAMES = re.compile(r"clos|holiday|after_?hours", re.IGNORECASE)
NO = re.compile(r"false|no|0|n|off", re.IGNORECASE)


class NotImported(BadInput):
    """The file is not what it is taken for, or cannot be read."""


class Making:
    """A graph in the making. Names of nodes are the source's own."""

    def __init__(self, source: str, file: str, name: str) -> None:
        self.graph = Graph(name, source, "", {}, file=file)

    @property
    def nodes(self) -> dict[str, Node]:
        return self.graph.nodes

    def add(self, node: Node) -> Node:
        """Add a node. Raises NotImported when the file holds more than MOST_NODES."""
        if len(self.nodes) >= MOST_NODES:
            raise NotImported(
                f"{self.graph.file} makes more than {MOST_NODES:,} nodes; verify its parts on their own."
            )
        self.nodes[node.name] = node
        return node

    def hangup(self, name: str = "hang-up", line: int = 0) -> str:
        """Return the name of a node that ends the call where the source does so without saying it."""
        if name not in self.nodes:
            self.add(Node(name, HANGUP, MADE, line))
        return name

    def unknown(self, name: str, why: str, line: int = 0) -> str:
        """Return the name of a node of which nothing is known, and why."""
        if name not in self.nodes:
            self.add(Node(name, UNKNOWN, MADE, line, why=why))
        return name

    def opaque(self, node: Node, goes_on: str, why: str) -> Node:
        """Make a node whose code is not in the file: it may go on as the source says, or do anything."""
        node.does, node.opaque = WORLD, True
        node.answers = {"goes on": goes_on} if goes_on else {}
        node.answers["does something else"] = self.unknown(f"{node.name} (code)", why, node.line)
        return node

    def done(self, start: str, **settings: object) -> Graph:
        """Return the finished graph."""
        self.graph.start = start
        for name, value in settings.items():
            setattr(self.graph, name, value)
        _callers_own_ends(self.graph)
        _hours_by_name(self.graph)
        return self.graph.prepared()


def _hours_by_name(graph: Graph) -> None:
    """A branch on a fact that says it holds opening hours is one: who learns that it is closed knows why."""
    told = {change.fact for node in graph.nodes.values() for change in node.changes if change.how != "?"}
    told |= {node.keeps_as for node in graph.nodes.values()}
    for node in graph.nodes.values():
        facts = {test.fact for test in node.tests}
        if (
            node.does != BRANCH
            or len(facts) != 1
            or facts & told
            or not HOURS_NAMES.search(next(iter(facts)))
        ):
            continue
        fact = facts.pop()
        about_closing = bool(CLOSED_NAMES.search(fact))
        for test in node.tests:
            no = bool(NO.fullmatch(test.value.strip())) or bool(CLOSED_NAMES.search(test.value))
            closed = (no != about_closing) if not CLOSED_NAMES.search(test.value) else True
            if test.how == "!=":
                closed = not closed
            node.answers.setdefault("closed" if closed else "open", test.target)
        if len(node.answers) == 1:
            node.answers["open" if "closed" in node.answers else "closed"] = node.next
        else:
            node.answers["something else"] = node.next
        node.does, node.tests, node.hours, node.remembers = WORLD, (), fact, f"hours:{fact}"


def _callers_own_ends(graph: Graph) -> None:
    """Where the prompt offers a key, or an intent's name says so, an end is the caller's own word."""
    made: dict[str, Node] = {}
    for node in graph.nodes.values():
        if node.does != ASK:
            continue
        for key, target in list(node.keys.items()):
            said = any(ends_the_call(prompt, key) for prompt in node.prompt.values())
            if said and key != "0" and _only_hangs_up(graph, target):
                node.keys[key] = _resolved(made, target)
        for word, target in list(node.words.items()):
            if ENDING_WORDS.search(plain(word).replace("_", " ")) and _only_hangs_up(graph, target):
                node.words[word] = _resolved(made, target)
    graph.nodes.update(made)


def _resolved(made: dict[str, Node], target: str) -> str:
    name = f"{target} (the caller's wish)"
    made.setdefault(name, Node(name, RESOLVED, MADE))
    return name


def _only_hangs_up(graph: Graph, target: str) -> bool:
    seen: set[str] = set()
    while target in graph.nodes and target not in seen:
        seen.add(target)
        node = graph.nodes[target]
        if node.does == HANGUP:
            return True
        if node.does != SAY:
            return False
        target = node.next
    return False


def counted(making: Making, name: str, fact: str, *, then: str, line: int = 0, reset: bool = False) -> str:
    """Return the name of a made node that counts a fact up by one, or back to 0, and goes on."""
    change = Change(fact, "=", "0") if reset else Change(fact, "+", "1")
    making.add(Node(name, SAY, MADE, line, next=then, changes=(change,)))
    return name
