"""Several flows made one: each transfer to another flow leads there, or to a node that says it is not known."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from presszero.pure.flowgraph.graph import CALL, RETURN, UNKNOWN, WORLD, Graph, Node
from presszero.pure.flowgraph.telling import shown
from presszero.pure.flowgraph.words import plain


def linked(graph: Graph, others: Iterable[Graph] = (), *, all_given: bool = False) -> Graph:
    """Return one graph in which every flow that `graph` leads to is at hand.

    A CALL names another flow; it is found by the names under which the others say they are reached.
    One that is not found becomes a place where nothing is known, or, where all flows there are have been
    given, stays a target that does not exist.
    """
    known = {name: other for other in (*others, graph) for name in _names(other)}
    nodes: dict[str, Node] = {}
    facts = dict(graph.facts)
    waiting: list[tuple[Graph, str]] = [(graph, "")]
    joined = {id(graph): ""}
    while waiting:
        one, prefix = waiting.pop()
        facts |= {fact: value for fact, value in one.facts.items() if fact not in facts}
        for name, node in one.nodes.items():
            if node.does != CALL or node.flow in one.nodes:
                nodes[prefix + name] = _renamed(node, prefix)
                continue
            other, entry = _entry_of(node.flow, known)
            if other is None and all_given:
                nodes[prefix + name] = replace(_renamed(node, prefix), flow=node.flow)
                continue
            if other is None:
                nodes[prefix + name], missing = _unlinked(_renamed(node, prefix))
                nodes[missing.name] = missing
                continue
            if id(other) not in joined:
                joined[id(other)] = f"{other.name}: "
                waiting.append((other, joined[id(other)]))
            nodes[prefix + name] = replace(_renamed(node, prefix), flow=joined[id(other)] + entry)
    return replace(graph, nodes=nodes, facts=facts).prepared()


def _names(graph: Graph) -> list[str]:
    return [flow_key(graph.name), *(flow_key(name) for name in graph.flows)]


def flow_key(name: str) -> str:
    """Return the part of a flow's name that stays the same however a platform writes it around.

    >>> flow_key("{{contactFlows.RulesEngineError.arn}}"), flow_key("arn:aws:connect:::contact-flow/${F:Main:F}")
    ('rulesengineerror', 'main')
    """
    name = name.strip()
    for pattern in (r"\$\{[FM]:(.+?):[FM]\}", r"\{\{\w+\.(.+?)\.\w+\}\}", r"^\$\.FlowAttributes\.(.+)$"):
        if found := re.search(pattern, name):
            name = found[1]
    return plain(name.rsplit("/", 1)[-1])


def _entry_of(flow: str, known: dict[str, Graph]) -> tuple[Graph | None, str]:
    other = known.get(flow_key(flow))
    if other is None:
        return None, ""
    by_name = {flow_key(name): entry for name, entry in other.flows.items()}
    return other, by_name.get(flow_key(flow), other.start)


def _unlinked(node: Node) -> tuple[Node, Node]:
    """Return the call as a place where the other flow may come back or do anything, and that anything."""
    why = f"{shown(node)} leads to {node.flow or 'a flow chosen at run time'}, which was not given; give its file too."
    missing = Node(f"{node.name} (not linked)", UNKNOWN, "made", node.line, why=why)
    answers = {"does not come back": missing.name}
    if node.next:
        answers["comes back"] = node.next
    return replace(node, does=WORLD, answers=answers, opaque=True, flow=""), missing


def _renamed(node: Node, prefix: str) -> Node:
    """Return a node with its name and all its targets prefixed."""
    if not prefix:
        return node

    def moved(target: str) -> str:
        return prefix + target if target else target

    def all_moved(targets: dict[str, str]) -> dict[str, str]:
        return {label: moved(target) for label, target in targets.items()}

    return replace(
        node,
        name=prefix + node.name,
        next=moved(node.next),
        keys=all_moved(node.keys),
        words=all_moved(node.words),
        person=moved(node.person),
        enters=moved(node.enters),
        silences=tuple(moved(one) for one in node.silences),
        misses=tuple(moved(one) for one in node.misses),
        keeps_count_of=moved(node.keeps_count_of),
        answers=all_moved(node.answers),
        faults=all_moved(node.faults),
        tests=tuple(replace(one, target=moved(one.target)) for one in node.tests),
        flow=moved(node.flow) if node.does == CALL else node.flow,
    )


__all__ = ["RETURN", "flow_key", "linked"]
