"""Reads about flows."""

from __future__ import annotations

from django.utils.translation import gettext as _

from presszero.flows.graphs import Texts, linked_graph
from presszero.flows.models import Alarm, Flow, FlowVersion
from presszero.organisation.queries import the_organisation
from presszero.pure.errors import NotFoundHere
from presszero.pure.flowgraph.graph import Graph
from presszero.pure.words import name_key


def all_flows() -> list[Flow]:
    return sorted(Flow.objects.select_related("team"), key=lambda flow: name_key(flow.name))


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
    return sorted(live.select_related("flow__team", "published_by"), key=lambda one: name_key(one.flow.name))


def live_flow_for(purpose: str) -> FlowVersion | None:
    """Return the live version of the first flow, by name, that serves a purpose: "chat" or "phone"."""
    live = FlowVersion.objects.filter(state=FlowVersion.State.LIVE, flow__purpose=purpose)
    return min(live.select_related("flow__team"), key=lambda one: name_key(one.flow.name), default=None)


def running_graph(version: FlowVersion) -> Graph:
    """Return what `step` runs of a version: its flow with every live flow that it leads to.

    Where the organisation lets customers choose a person first, it begins by asking.
    """
    asks_first = the_organisation().person_first
    return linked_graph(version.flow.name, version.text, other_texts(version.flow), asks_first)


def other_texts(flow: Flow) -> Texts:
    """Return name and text of what callers hear now of every other flow, so that flows that lead to each other are one."""
    live = FlowVersion.objects.filter(state=FlowVersion.State.LIVE).exclude(flow=flow)
    return tuple(sorted(live.values_list("flow__name", "text")))


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


def flows_alarmed() -> list[str]:
    """Return the names of the flows whose live version no longer holds."""
    alarms = Alarm.objects.filter(settled_at=None)
    return sorted(alarms.values_list("version__flow__name", flat=True))
