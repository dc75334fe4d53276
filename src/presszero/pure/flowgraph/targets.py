"""T3 and F1 without walking: targets that do not exist, nodes nobody reaches, answers with no target."""

from __future__ import annotations

from collections.abc import Iterator

from presszero.pure.flowgraph.exploring import Explored
from presszero.pure.flowgraph.findings import Finding
from presszero.pure.flowgraph.graph import Node
from presszero.pure.flowgraph.levels import ADVICE, TRAP
from presszero.pure.flowgraph.pointing import place_of


def target_findings(explored: Explored) -> Iterator[Finding]:
    """T3 beyond what callers meet: missing targets behind a fault, and nodes nobody reaches."""
    nodes = explored.graph.nodes
    walked = {state.node for state in explored.states}
    reachable = set(walked)
    waiting = list(walked)
    while waiting:
        node = nodes.get(waiting.pop())
        for _, target in node.targets() if node else []:
            if target and target not in reachable:
                reachable.add(target)
                waiting.append(target)
    for name, node in nodes.items():
        if name in reachable:
            for label, target in node.targets():
                if target and target not in nodes and name in walked and label not in node.faults:
                    continue
                if target and target not in nodes:
                    yield _static(
                        explored,
                        node,
                        f"{place_of(node)} leads to {target!r} after {label!r}, which does not exist.",
                        f"Add a node named {target!r}, or name one that exists.",
                        TRAP,
                    )
        elif node.kind != "made":
            yield _static(
                explored,
                node,
                f"Nobody can reach {name}.",
                f"Lead to {name} from somewhere, or take it out.",
                ADVICE,
            )


def _static(explored: Explored, node: Node, message: str, mend: str, level: str) -> Finding:
    return Finding("T3", level, node.name, (), message, mend, explored.graph.file, node.line, (node.name,))


WANTED_ANSWERS = {"lookup": ("ok", "not_found", "error", "timeout")}


def lookup_findings(explored: Explored) -> Iterator[Finding]:
    """F1: a lookup says what happens after each answer it may give, also those nobody wrote down."""
    walked = {state.node for state in explored.states}
    for name, node in explored.graph.nodes.items():
        if name not in walked or node.kind not in WANTED_ANSWERS:
            continue
        missing = [
            answer
            for answer in WANTED_ANSWERS[node.kind]
            if answer in node.answers and not node.answers[answer]
        ]
        if len(missing) > 1:
            yield Finding(
                "F1",
                ADVICE,
                name,
                (),
                f"{place_of(node)} gives no target after {', '.join(missing)}.",
                f"Give each of them a target at {name}; a person is never wrong.",
                explored.graph.file,
                node.line,
                (name,),
            )
