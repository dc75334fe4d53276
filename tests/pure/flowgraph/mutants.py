"""Every way to break one edge of a flow: leave it out, let it hang up, or let it lead back to its own node."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from presszero.pure.flowgraph.graph import HANGUP, MISSING, Graph, Node
from presszero.pure.flowgraph.verifying import verify

HANG = "hang-up of a mutant"


def mutants(graph: Graph) -> Iterator[tuple[str, Graph]]:
    """Yield the name of each mutant of a flow, and the mutant."""
    for name, node in graph.nodes.items():
        for label, changed in _changed(node):
            nodes = {**graph.nodes, name: changed, HANG: Node(HANG, HANGUP, "made")}
            if all(target != HANG for one in nodes.values() for _, target in one.targets()):
                del nodes[HANG]
            yield f"{graph.name}: {name}: {label}", replace(graph, nodes=nodes).prepared()


def _changed(node: Node) -> Iterator[tuple[str, Node]]:
    for kind, target in (("drop", MISSING), ("hang-up", HANG), ("self-loop", node.name)):
        for field in ("keys", "words", "answers"):
            edges = getattr(node, field)
            for label, now in edges.items():
                if now == target:
                    continue
                left = {**edges, label: target}
                if kind == "drop" and field != "answers":
                    del left[label]
                yield f"{kind} of {label}", replace(node, **{field: left})
        for field in ("next", "person", "enters", "flow"):
            now = getattr(node, field)
            if now and now != target:
                yield f"{kind} of {field}", replace(node, **{field: target})
        for field in ("silences", "misses"):
            targets = getattr(node, field)
            if targets and targets[-1] != target:
                left = targets[:-1] if kind == "drop" else (*targets[:-1], target)
                yield f"{kind} of the last of {field}", replace(node, **{field: left})
        for at, test in enumerate(node.tests):
            tests = list(node.tests)
            tests[at] = replace(test, target=target)
            yield f"{kind} of {test.fact} {test.how} {test.value}", replace(node, tests=tuple(tests))


def survivors(graph: Graph) -> tuple[list[str], int]:
    """Return the mutants that give no finding which the flow itself does not give, and how many there are."""
    before = {(one.rule, one.node, one.message) for one in verify(graph).findings}
    alive, count = [], 0
    for name, mutant in mutants(graph):
        count += 1
        after = {(one.rule, one.node, one.message) for one in verify(mutant).findings}
        if not after - before:
            alive.append(name)
    return alive, count
