"""Flows on their screens: written with the verdict beside, refused with every trap, tried on a phone, published."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.architecture.bodies import MENU_CONF
from tests.cast import MORNING, PortLumen, given_town
from tests.flows.flow_texts import SAFE_FLOW, trapped_flow

from presszero.flows.actions import make_flow, publish_version, save_version
from presszero.flows.guarding import prove_live_flows
from presszero.flows.models import Flow, FlowVersion
from presszero.flows.queries import draft_of, live_version
from presszero.organisation.cover import set_cover
from presszero.organisation.models import Worker
from presszero.organisation.queries import the_organisation

pytestmark = pytest.mark.django_db
Office = Callable[[Worker], Client]


@pytest.fixture
def town() -> PortLumen:
    return given_town()


@pytest.fixture
def flow(town: PortLumen) -> Flow:
    return make_flow(name="harbour", purpose="phone", team_id=town.transit.pk, by=town.noor.actor, at=MORNING)


def saved(flow: Flow, town: PortLumen, text: str) -> FlowVersion:
    return save_version(flow_id=flow.pk, text=text, by=town.noor.actor, at=MORNING)


def page_of(flow: Flow) -> str:
    return f"/office/flows/{flow.pk}/"


def test_flow_is_made_and_its_editor_begins_with_a_proved_text(
    in_the_office: Office, town: PortLumen
) -> None:
    client = in_the_office(town.noor)
    fields = {"name": "night-line", "purpose": "phone", "team": town.transit.pk, "profile": "presszero"}
    page = client.post("/office/flows/new/", fields, follow=True).content.decode()
    assert "flow: night-line" in page and "Every caller reaches a person" in page
    assert "night-line" in client.get("/office/flows/").content.decode()


def test_flow_that_cannot_be_made_keeps_what_was_typed(
    in_the_office: Office, flow: Flow, town: PortLumen
) -> None:
    fields = {"name": "harbour", "purpose": "chat", "team": town.transit.pk}
    answer = in_the_office(town.noor).post("/office/flows/new/", fields)
    assert answer.status_code == 422
    assert "There is a flow harbour already." in answer.content.decode()


def test_text_that_is_typed_is_proved_and_nothing_is_kept(
    in_the_office: Office, flow: Flow, town: PortLumen
) -> None:
    client = in_the_office(town.noor)
    answer = client.post(page_of(flow) + "check/", {"text": trapped_flow()})
    part = answer.content.decode()
    assert (
        "This flow can trap a caller" in part and "say nothing" in part and 'class="node ask on"' not in part
    )
    assert 'class="node step on"' in part
    assert draft_of(flow) is None


def test_mistake_is_told_with_its_line(in_the_office: Office, flow: Flow, town: PortLumen) -> None:
    text = SAFE_FLOW.replace("kind: say", "kind: sing")
    part = in_the_office(town.noor).post(page_of(flow) + "check/", {"text": text}).content.decode()
    assert "This text is not a flow yet" in part and 'data-line="11"' in part


def test_phone_goes_on_from_its_steps(in_the_office: Office, flow: Flow, town: PortLumen) -> None:
    steps = json.dumps([["typed", "1"], ["typed", ""]])
    answer = in_the_office(town.noor).post(page_of(flow) + "trial/", {"text": SAFE_FLOW, "steps": steps})
    part = answer.content.decode()
    assert "press 1" in part and "The ferry leaves at nine." in part and "say nothing" in part
    words = {"text": SAFE_FLOW, "steps": "[]", "words": "a person please"}
    assert (
        "a person: Transit" in in_the_office(town.noor).post(page_of(flow) + "trial/", words).content.decode()
    )


def test_phone_that_first_asks_the_world_speaks_of_no_mistake(
    in_the_office: Office, flow: Flow, town: PortLumen
) -> None:
    by_hours = SAFE_FLOW.replace("start: hello", "start: opened").replace(
        "nodes:\n", "nodes:\n  opened: {kind: hours, hours: Transit, open: hello, closed: hello}\n"
    )
    part = in_the_office(town.noor).post(page_of(flow) + "trial/", {"text": by_hours}).content.decode()
    assert "the lines are open" in part and "Mend the mistakes" not in part
    mistaken = in_the_office(town.noor).post(page_of(flow) + "trial/", {"text": "nothing"}).content.decode()
    assert "Mend the mistakes first" in mistaken


@pytest.mark.parametrize("steps", ["no", "{}", "[1]", '[["typed"]]', "[[[], []]]", "null"])
def test_steps_that_no_page_sends_are_refused(
    steps: str, in_the_office: Office, flow: Flow, town: PortLumen
) -> None:
    client = in_the_office(town.noor)
    answer = client.post(page_of(flow) + "trial/", {"text": SAFE_FLOW, "steps": steps})
    assert answer.status_code in (200, 422)


def test_draft_is_saved_and_published(in_the_office: Office, flow: Flow, town: PortLumen) -> None:
    client = in_the_office(town.noor)
    client.post(page_of(flow) + "draft/", {"text": SAFE_FLOW, "seen": "0"})
    draft = draft_of(flow)
    assert draft is not None and draft.made_by == town.noor
    client.post(f"/office/flow-versions/{draft.pk}/publication/")
    live = live_version(flow)
    assert live is not None and live.pk == draft.pk


def test_publishing_a_trap_is_refused_with_every_trap_in_a_sentence(
    in_the_office: Office, flow: Flow, town: PortLumen
) -> None:
    draft = saved(flow, town, trapped_flow())
    answer = in_the_office(town.noor).post(f"/office/flow-versions/{draft.pk}/publication/")
    page = answer.content.decode()
    assert answer.status_code == 409 and "Version 1 of harbour cannot go live." in page
    assert page.count("<li>S1: ") == sum(one["rule"] == "S1" for one in draft.checked["findings"])
    assert live_version(flow) is None


def test_worse_way_asks_for_its_reason_and_keeps_it(
    in_the_office: Office, flow: Flow, town: PortLumen
) -> None:
    publish_version(version_id=saved(flow, town, SAFE_FLOW).pk, by=town.noor.actor, at=MORNING)
    slower = SAFE_FLOW.replace("This is a machine.", "This is a machine, and it has a lot to say to you.")
    draft = saved(flow, town, slower)
    client = in_the_office(town.noor)
    assert "a person comes later" in client.get(page_of(flow)).content.decode()
    answer = client.post(f"/office/flow-versions/{draft.pk}/publication/", {"reason": ""})
    assert answer.status_code == 422 and "Say why" in answer.content.decode()
    client.post(f"/office/flow-versions/{draft.pk}/publication/", {"reason": "The law wants it said."})
    public = Client().get("/machines/").content.decode()
    assert "The law wants it said." in public and "Noor Halvane" in public


def test_draft_saved_by_two_keeps_both_texts(in_the_office: Office, flow: Flow, town: PortLumen) -> None:
    draft = saved(flow, town, SAFE_FLOW)
    save_version(flow_id=flow.pk, text=SAFE_FLOW, by=town.hanne.actor, at=MORNING)
    mine = SAFE_FLOW + "# mine\n"
    answer = in_the_office(town.noor).post(page_of(flow) + "draft/", {"text": mine, "seen": draft.revision})
    page = answer.content.decode()
    assert answer.status_code == 409 and "Hanne Lindqvist saved this draft" in page and "# mine" in page


def test_waiver_is_given_told_to_everybody_and_withdrawn(
    in_the_office: Office, flow: Flow, town: PortLumen
) -> None:
    client = in_the_office(town.noor)
    draft = saved(flow, town, trapped_flow())
    for one in draft.checked["findings"]:
        if one["level"] == "trap":
            client.post(
                page_of(flow) + "waivers/",
                {
                    "rule": one["rule"],
                    "node": one["node"],
                    "reason": "Until the pier opens.",
                    "until": "2025-07-20",
                },
            )
    client.post(f"/office/flow-versions/{draft.pk}/publication/")
    live = live_version(flow)
    assert live is not None and live.pk == draft.pk
    public = Client().get("/machines/").content.decode()
    assert "Until the pier opens." in public and "Noor Halvane answers for it" in public
    versions = client.get(page_of(flow) + "versions/").content.decode()
    assert "Until the pier opens." in versions
    waiver = flow.waivers.filter(withdrawn_at=None)[0]
    client.post(f"/office/waivers/{waiver.pk}/withdrawal/")
    assert Client().get("/machines/").content.decode().count("Until the pier opens.") < public.count(
        "Until the pier opens."
    )


def test_waiver_without_a_day_is_refused_in_a_sentence(
    in_the_office: Office, flow: Flow, town: PortLumen
) -> None:
    fields = {"rule": "S1", "node": "hello", "reason": "Soon.", "until": "soon"}
    answer = in_the_office(town.noor).post(page_of(flow) + "waivers/", fields)
    assert answer.status_code == 422 and "is no day" in answer.content.decode()


def test_customers_may_choose_a_person_first_and_again_not(
    in_the_office: Office, flow: Flow, town: PortLumen
) -> None:
    client = in_the_office(town.noor)
    client.post("/office/person-first/", {"on": "on"})
    assert the_organisation().person_first
    part = client.post(page_of(flow) + "trial/", {"text": SAFE_FLOW}).content.decode()
    assert "You may speak with a person or with our machine." in part
    client.post("/office/person-first/", {"on": ""})
    assert not the_organisation().person_first


def test_version_is_shown_beside_the_live_one(in_the_office: Office, flow: Flow, town: PortLumen) -> None:
    publish_version(version_id=saved(flow, town, SAFE_FLOW).pk, by=town.noor.actor, at=MORNING)
    draft = saved(flow, town, SAFE_FLOW.replace("at nine", "at ten"))
    page = in_the_office(town.noor).get(f"/office/flow-versions/{draft.pk}/").content.decode()
    assert "+    prompt: &quot;The ferry leaves at ten.&quot;" in page


def test_flow_that_no_longer_holds_is_told_at_the_head_of_every_page_to_who_sees_flows(
    in_the_office: Office, flow: Flow, town: PortLumen
) -> None:
    publish_version(version_id=saved(flow, town, SAFE_FLOW).pk, by=town.noor.actor, at=MORNING)
    set_cover(team_id=town.transit.pk, days=["08:00-12:00 x1"] * 7, by=town.noor.actor, at=MORNING)
    prove_live_flows(at=MORNING)
    told = "The flow harbour no longer holds"
    client = in_the_office(town.noor)
    assert told in client.get("/desk/").content.decode()
    assert told in client.get("/office/hours/").content.decode()
    listed = client.get("/office/flows/").content.decode()
    assert "harbour no longer holds" in listed and "Nobody of Transit is there" in listed
    assert told not in in_the_office(town.tomas).get("/desk/").content.decode()
    assert "It no longer holds" in Client().get("/machines/").content.decode()


def test_agent_sees_no_flows_and_planner_writes_none(
    in_the_office: Office, flow: Flow, town: PortLumen
) -> None:
    assert in_the_office(town.tomas).get("/office/flows/").status_code == 403
    leader = in_the_office(town.edda)
    assert leader.get(page_of(flow)).status_code == 200
    assert leader.post(page_of(flow) + "draft/", {"text": SAFE_FLOW, "seen": "0"}).status_code == 403
    assert in_the_office(town.noor).get("/office/flows/999999/").status_code == 404


def test_what_is_not_known_stops_a_flow_until_it_is_waived_and_stands_on_the_public_page(
    in_the_office: Office, flow: Flow, town: PortLumen
) -> None:
    round_again = 'kind: say\n    prompt: "The ferry leaves at nine."', "kind: subflow\n    flow: harbour"
    draft = saved(flow, town, SAFE_FLOW.replace(*round_again))
    client, address = in_the_office(town.noor), f"/office/flow-versions/{draft.pk}/publication/"
    page = client.get(page_of(flow)).content.decode()
    assert "Whether this flow traps callers is not known" in page and 'aria-disabled="true"' in page
    refused = client.post(address)
    assert refused.status_code == 409 and "<li>M1: Not known" in refused.content.decode()
    waiver = {"rule": "M1", "node": "ferries", "reason": "Nobody goes round so often.", "until": "2025-07-20"}
    page = client.post(page_of(flow) + "waivers/", waiver, follow=True).content.decode()
    assert "It may go live: somebody answers for what is not known." in page
    assert 'aria-disabled="true"' not in page
    client.post(address)
    assert live_version(flow) is not None
    public = Client().get("/machines/").content.decode()
    assert "Nobody goes round so often." in public and "Noor Halvane answers for it" in public
    assert "No trap is known, but not everything about it is." in public


def test_seconds_in_the_queue_stand_beside_the_verdict_and_are_no_proof(
    in_the_office: Office, flow: Flow, town: PortLumen
) -> None:
    page = in_the_office(town.noor).get(page_of(flow)).content.decode()
    assert (
        "Seconds in the queue" in page
        and "Shown, never proved." in page
        and "Nobody has waited here yet." in page
    )


def test_mechanical_mend_is_one_press_and_anything_else_is_not(
    in_the_office: Office, flow: Flow, town: PortLumen
) -> None:
    client = in_the_office(town.noor)
    text = SAFE_FLOW.replace('keys: {"1": ferries}', 'keys: {"1": ferries}\n    no_input: hello')
    part = client.post(page_of(flow) + "check/", {"text": text}).content.decode()
    assert 'data-mend="0"' in part and "no_input" in text
    after = client.post(page_of(flow) + "mend/", {"text": text, "chosen": "0"}).json()["text"]
    assert after == SAFE_FLOW
    assert client.post(page_of(flow) + "mend/", {"text": after, "chosen": "0"}).status_code == 422
    assert in_the_office(town.edda).post(page_of(flow) + "mend/", {"text": text}).status_code == 403


def test_flow_file_of_another_platform_becomes_the_draft_and_says_what_it_was(
    in_the_office: Office, flow: Flow, town: PortLumen
) -> None:
    client = in_the_office(town.noor)
    saved(flow, town, SAFE_FLOW)
    assert "Bring in a flow file" in client.get(page_of(flow) + "versions/").content.decode()
    file = SimpleUploadedFile("menu.conf", MENU_CONF.encode())
    page = client.post(page_of(flow) + "bringing-in/", {"file": file}, follow=True).content.decode()
    draft = draft_of(flow)
    assert draft is not None and draft.text.startswith("# Brought in from menu.conf (asterisk).")
    assert "flow: harbour" in draft.text and "hang-up" in page
    aside = flow.versions.get(state="aside")
    assert aside.text == SAFE_FLOW, "the draft that was there is kept"
    shown = f"/office/flow-versions/{aside.pk}/"
    assert "Take this text up again" in client.get(shown).content.decode()
    client.post(f"{shown}taking-up/")
    again = draft_of(flow)
    assert again is not None and (again.text, again.verdict) == (SAFE_FLOW, "safe")
    assert flow.versions.filter(state="aside").count() == 2
    client.post(f"/office/flow-versions/{again.pk}/taking-up/")
    assert draft_of(flow) == again, "the draft is the draft already"
    for wrong in (SimpleUploadedFile("menu.conf", b"nothing of the kind"), None):
        answer = client.post(page_of(flow) + "bringing-in/", {"file": wrong} if wrong else {})
        assert answer.status_code == 422
    assert "Choose a file with a flow." in answer.content.decode()
    file = SimpleUploadedFile("menu.conf", MENU_CONF.encode())
    assert in_the_office(town.edda).post(page_of(flow) + "bringing-in/", {"file": file}).status_code == 403
