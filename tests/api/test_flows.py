"""Flows through the API: as on the screens, with the verdict as the command gives it."""

from __future__ import annotations

import pytest
from tests.api.conftest import Call
from tests.cast import PortLumen
from tests.flows.flow_texts import SAFE_FLOW, trapped_flow

pytestmark = pytest.mark.django_db


def test_flow_is_made_saved_tried_published_and_listed(town: PortLumen, call: Call) -> None:
    made = call(
        town.noor, "POST", "/flows/new/", {"name": "harbour", "purpose": "chat", "team": town.transit.pk}
    )
    flow = f"/flows/{made.json()['id']}/"
    draft = call(town.noor, "POST", flow + "draft/", {"text": SAFE_FLOW}).json()
    assert (draft["verdict"], draft["checked"]["states"] > 0, draft["text"]) == ("safe", True, SAFE_FLOW)
    tried = call(
        town.noor, "POST", flow + "trial/", {"text": SAFE_FLOW, "steps": [{"how": "typed", "words": "0"}]}
    ).json()
    assert tried["lines"][-1]["words"] == "a person: Transit"
    live = call(town.noor, "POST", f"/flow-versions/{draft['id']}/publication/", {}).json()
    assert (live["state"], live["published_by"]) == ("live", "Noor Halvane")
    assert call(town.edda, "GET", "/flows/").json()["flows"][0]["live"]["number"] == 1
    assert call(town.noor, "GET", flow + "versions/").json()["versions"][0]["id"] == live["id"]


def test_trap_is_told_and_its_publication_refused(town: PortLumen, call: Call) -> None:
    made = call(
        town.noor, "POST", "/flows/new/", {"name": "harbour", "purpose": "phone", "team": town.transit.pk}
    )
    flow = f"/flows/{made.json()['id']}/"
    checked = call(town.noor, "POST", flow + "check/", {"text": trapped_flow()}).json()["checked"]
    assert checked["verdict"] == "trap" and checked["findings"][0]["path"]
    draft = call(town.noor, "POST", flow + "draft/", {"text": trapped_flow()}).json()
    refused = call(town.noor, "POST", f"/flow-versions/{draft['id']}/publication/", {})
    assert refused.status_code == 409 and "S1" in str(refused.json())
    assert call(town.tomas, "GET", "/flows/").status_code == 403


def test_cover_is_set_and_read(town: PortLumen, call: Call) -> None:
    week = ["08:00-18:15 x2"] * 5 + ["", ""]
    answer = call(town.noor, "POST", f"/cover/{town.library.pk}/week/", {"week": week}).json()
    assert answer["week"] == week
    day = {"name": "Training", "first_on": "2030-03-01", "cover": "10:00-12:00"}
    answer = call(town.noor, "POST", f"/cover/{town.library.pk}/days/", day).json()
    assert answer["days"][0]["cover"] == "10:00-12:00 x1"
    assert call(town.noor, "POST", f"/cover-days/{answer['days'][0]['id']}/removal/", {}).json()["days"] == []


def test_anybody_may_read_what_is_proved_of_the_machines(town: PortLumen, call: Call) -> None:
    made = call(
        town.noor, "POST", "/flows/new/", {"name": "harbour", "purpose": "chat", "team": town.transit.pk}
    )
    draft = call(town.noor, "POST", f"/flows/{made.json()['id']}/draft/", {"text": SAFE_FLOW}).json()
    call(town.noor, "POST", f"/flow-versions/{draft['id']}/publication/", {})
    (machine,) = call(None, "GET", "/machines/").json()["machines"]
    assert (machine["name"], machine["verdict"], machine["exceptions"]) == ("harbour", "safe", [])


def test_seconds_in_the_queue_and_closings_of_a_line_are_read_and_set(town: PortLumen, call: Call) -> None:
    made = call(
        town.noor, "POST", "/flows/new/", {"name": "harbour", "purpose": "chat", "team": town.transit.pk}
    )
    flow = f"/flows/{made.json()['id']}/"
    assert call(town.noor, "GET", flow + "queues/").json() == {"queues": []}
    call(town.noor, "POST", flow + "draft/", {"text": SAFE_FLOW})
    (queue,) = call(town.noor, "GET", flow + "queues/").json()["queues"]
    assert (queue["team"], queue["proved"], queue["record"]["contacts"]) == ("Transit", False, 0)
    closing = {"why": "Fire drill", "begins_at": "2040-03-01T09:00:00Z", "ends_at": "2040-03-01T10:00:00Z"}
    answer = call(town.noor, "POST", f"/cover/{town.transit.pk}/line-closings/", closing).json()
    (one,) = answer["line_closings"]
    assert (one["why"], one["made_by"]) == ("Fire drill", "Noor Halvane")
    answer = call(town.noor, "POST", f"/line-closings/{one['id']}/reopening/", {}).json()
    assert answer["line_closings"] == []
