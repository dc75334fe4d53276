"""Texts read into graphs, each once: what is live is read at every check, and never changes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from presszero.pure.flowgraph.building import graph_from
from presszero.pure.flowgraph.comparing import Ways, ways_to_a_person
from presszero.pure.flowgraph.graph import Graph
from presszero.pure.flowgraph.linking import linked

MOST_KEPT = 32
Texts = tuple[tuple[str, str], ...]


@lru_cache(maxsize=MOST_KEPT)
def graph_of(name: str, text: str, asks_first: bool = False) -> Graph:
    """Return the graph of a text. asks_first: whether its callers may choose a person first.

    Raises FlowMistaken.
    """
    return graph_from(text, file=name, a_person_first=asks_first)


def graphs_of(texts: Iterable[tuple[str, str]]) -> list[Graph]:
    """Return the graphs of flows by name and text; a flow that another leads to asks nobody first."""
    return [graph_of(name, text) for name, text in texts]


def linked_here(graph: Graph, others: Iterable[Graph]) -> Graph:
    """Return a flow with every live one that it leads to; one that is not live does not exist here."""
    return linked(graph, others, all_given=True)


@lru_cache(maxsize=MOST_KEPT)
def linked_graph(name: str, text: str, others: Texts, asks_first: bool) -> Graph:
    """Return what `step` runs: a text with every flow that it leads to."""
    return linked_here(graph_of(name, text, asks_first), graphs_of(others))


@lru_cache(maxsize=MOST_KEPT)
def ways_of(name: str, text: str, others: Texts, asks_first: bool) -> Ways:
    """Return every way to a person of a text with the flows that it leads to."""
    return ways_to_a_person(linked_graph(name, text, others, asks_first))
