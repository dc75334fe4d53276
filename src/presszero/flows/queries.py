"""Reads about flows."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import gettext as _

from presszero.flows.models import Flow, FlowVersion
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


def live_flow_for(purpose: str) -> FlowVersion | None:
    """Return the live version of the first flow, by name, that serves a purpose: "chat" or "phone"."""
    live = FlowVersion.objects.filter(state=FlowVersion.State.LIVE, flow__purpose=purpose)
    return live.select_related("flow__team").order_by("flow__name").first()


def running_graph(version: FlowVersion) -> Graph:
    """Return what `step` runs of a version: its flow with every live flow that it leads to."""
    others = FlowVersion.objects.filter(state=FlowVersion.State.LIVE).exclude(flow=version.flow_id)
    kept = tuple(sorted((one.pk, one.text) for one in others))
    return _running(version.flow.name, version.text, kept)


@lru_cache(maxsize=64)
def _running(name: str, text: str, others: tuple[tuple[int, str], ...]) -> Graph:
    graph = graph_from(text, file=name)
    return linked(graph, [graph_from(other, file=str(pk)) for pk, other in others])
