"""A draft laid beside the version that callers hear now."""

from __future__ import annotations

from presszero.flows.checking import Checked
from presszero.flows.graphs import ways_of
from presszero.flows.models import Flow
from presszero.flows.queries import live_version, other_texts
from presszero.organisation.queries import the_organisation
from presszero.pure.flowgraph.comparing import Worsened, ways_among, worsened_ways


def worsened_by(flow: Flow, checked: Checked) -> list[Worsened]:
    """Return where the way to a person is longer, later or gone, against the live version.

    Nothing before the first version, and for a text that cannot be read or walked: that one is not known anyway.
    """
    live = live_version(flow)
    if live is None or checked.explored is None:
        return []
    before = ways_of(flow.name, live.text, other_texts(flow), the_organisation().person_first)
    return worsened_ways(before, ways_among(checked.explored), checked.explored.graph)
