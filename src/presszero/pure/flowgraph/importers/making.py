"""What the importers share: a graph that grows node by node, and its common ends."""

from __future__ import annotations

from presszero.pure.errors import BadInput
from presszero.pure.flowgraph.graph import (
    ASK,
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
        return self.graph.prepared()


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
