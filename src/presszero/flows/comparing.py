"""A draft laid beside the version that callers hear now."""

from __future__ import annotations

from presszero.flows.checking import other_live_graphs
from presszero.flows.models import Flow
from presszero.flows.queries import live_version
from presszero.organisation.queries import the_organisation
from presszero.pure.flowgraph.building import graph_from
from presszero.pure.flowgraph.comparing import Worsened, worsened
from presszero.pure.flowgraph.linking import linked


def worsened_by(flow: Flow, text: str) -> list[Worsened]:
    """Return where the way to a person is longer, later or gone, against the live version; nothing before the first.

    Raises FlowMistaken.
    """
    live = live_version(flow)
    if live is None:
        return []
    others, asks_first = other_live_graphs(flow), the_organisation().person_first
    before, after = (
        linked(graph_from(one, file=flow.name, a_person_first=asks_first), others)
        for one in (live.text, text)
    )
    return worsened(before, after)
