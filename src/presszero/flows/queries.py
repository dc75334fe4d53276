"""Reads about flows."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import gettext as _

from presszero.flows.models import Flow, FlowVersion
from presszero.organisation.queries import the_organisation
from presszero.pure.errors import NotFoundHere
from presszero.pure.flowgraph.building import graph_from
from presszero.pure.flowgraph.graph import Graph
from presszero.pure.flowgraph.linking import linked


def all_flows() -> list[Flow]:
    return list(Flow.objects.select_related("team"))


def seen_flow(flow_id: int) -> Flow:
    """Return a flow. Raises NotFoundHere."""
    flow = Flow.objects.select_related("team").filter(pk=flow_id).first()
    if flow is None:
        raise NotFoundHere(_("There is no such flow. Open the list of flows again."))
    return flow


def live_version(flow: Flow) -> FlowVersion | None:
    """Return the version that callers hear now, or None while none has been published."""
    return flow.versions.filter(state=FlowVersion.State.LIVE).first()


def draft_of(flow: Flow) -> FlowVersion | None:
    """Return what is being written, or None while all of it is published."""
    return flow.versions.filter(state=FlowVersion.State.DRAFT).select_related("made_by").first()


def live_versions() -> list[FlowVersion]:
    """Return what callers hear now, by the names of the flows."""
    live = FlowVersion.objects.filter(state=FlowVersion.State.LIVE)
    return list(live.select_related("flow__team", "published_by").order_by("flow__name"))


def live_flow_for(purpose: str) -> FlowVersion | None:
    """Return the live version of the first flow, by name, that serves a purpose: "chat" or "phone"."""
    live = FlowVersion.objects.filter(state=FlowVersion.State.LIVE, flow__purpose=purpose)
    return live.select_related("flow__team").order_by("flow__name").first()


def running_graph(version: FlowVersion) -> Graph:
    """Return what `step` runs of a version: its flow with every live flow that it leads to.

    Where the organisation lets customers choose a person first, it begins by asking.
    """
    others = FlowVersion.objects.filter(state=FlowVersion.State.LIVE).exclude(flow=version.flow_id)
    kept = tuple(sorted((one.pk, one.text) for one in others))
    return _running(version.flow.name, version.text, kept, the_organisation().person_first)


@lru_cache(maxsize=64)
def _running(name: str, text: str, others: tuple[tuple[int, str], ...], asks_first: bool) -> Graph:
    graph = graph_from(text, file=name, a_person_first=asks_first)
    return linked(graph, [graph_from(other, file=str(pk)) for pk, other in others])


def seen_version(version_id: int) -> FlowVersion:
    """Return a version with its flow. Raises NotFoundHere."""
    version = FlowVersion.objects.select_related("flow__team", "made_by", "published_by")
    found = version.filter(pk=version_id).first()
    if found is None:
        raise NotFoundHere(_("There is no such version. Open the flow again."))
    return found


def versions_of(flow: Flow) -> list[FlowVersion]:
    """Return every version of a flow, the newest first."""
    return list(flow.versions.select_related("made_by", "published_by"))
