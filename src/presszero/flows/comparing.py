"""A draft laid beside the version that callers hear now."""

from __future__ import annotations

from presszero.flows.graphs import linked_graph, ways_of
from presszero.flows.models import Flow
from presszero.flows.queries import live_version, other_texts
from presszero.organisation.queries import the_organisation
from presszero.pure.flowgraph.comparing import Worsened, worsened_ways


def worsened_by(flow: Flow, text: str) -> list[Worsened]:
    """Return where the way to a person is longer, later or gone, against the live version; nothing before the first.

    Raises FlowMistaken, FlowTooLarge.
    """
    live = live_version(flow)
    if live is None:
        return []
    others, asks_first = other_texts(flow), the_organisation().person_first
    before = ways_of(flow.name, live.text, others, asks_first)
    after = ways_of(flow.name, text, others, asks_first)
    return worsened_ways(before, after, linked_graph(flow.name, text, others, asks_first))
