"""The office's addresses of flows."""

from __future__ import annotations

from django.urls import path

from presszero.office import flows
from presszero.ui.default_deny import needs

FLOW, VERSION = "flows/<int:flow_id>/", "flow-versions/<int:version_id>/"

urlpatterns = [
    path("flows/", needs("see flows", flows.flows), name="flows"),
    path("flows/new/", needs("write flows", flows.make), name="flow_make"),
    path("person-first/", needs("publish flows", flows.person_first), name="person_first"),
    path(FLOW, needs("see flows", flows.flow), name="flow"),
    path(FLOW + "check/", needs("see flows", flows.check), name="flow_check"),
    path(FLOW + "mend/", needs("write flows", flows.mend), name="flow_mend"),
    path(FLOW + "trial/", needs("see flows", flows.trial), name="flow_trial"),
    path(FLOW + "draft/", needs("write flows", flows.draft), name="flow_draft"),
    path(FLOW + "versions/", needs("see flows", flows.versions), name="flow_versions"),
    path(FLOW + "bringing-in/", needs("write flows", flows.bring_in), name="flow_bring_in"),
    path(FLOW + "waivers/", needs("publish flows", flows.waivers), name="flow_waivers"),
    path(VERSION, needs("see flows", flows.version), name="flow_version"),
    path(VERSION + "taking-up/", needs("write flows", flows.taking_up), name="flow_take_up"),
    path(VERSION + "publication/", needs("publish flows", flows.publication), name="flow_publication"),
    path(
        "waivers/<int:waiver_id>/withdrawal/",
        needs("publish flows", flows.withdrawal),
        name="waiver_withdrawal",
    ),
]
