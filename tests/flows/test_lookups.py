"""What flows may ask of this installation: answered from its rows, and telling nothing to who only guesses."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, OperationalError
from tests.cast import MORNING, PortLumen, given_open_case

from presszero.cases.models import Case
from presszero.cases.promises import make_promise
from presszero.customers.models import Address
from presszero.flows.actions import publish_version, save_version
from presszero.flows.lookups import LOOKUPS, MISSES, look_up
from presszero.flows.models import Flow
from presszero.flows.runs import Organised, begin_run, hear
from presszero.organisation.hours import Keeper, set_week
from presszero.pure.flowgraph.conversing import Looked

pytestmark = pytest.mark.django_db
ASKS_FIRST = """\
presszero: 1
flow: harbour
start: number
person: desk
nodes:
  number:
    kind: ask
    prompt: "This is an automatic line. Which reference? For a person, press 0."
    keeps: reference
    next: mail
  mail:
    kind: ask
    prompt: "And your mail address? For a person, press 0."
    keeps: email
    next: state
  state: {kind: lookup, asks: case_state, ok: told, not_found: desk, error: desk, timeout: desk}
  told:
    kind: menu
    prompt: "It stands so: {case.state}. If that is all, press 1. For a person, press 0."
    keys: {"1": bye}
  bye: {kind: resolved, prompt: "Goodbye."}
  desk: {kind: queue, team: Transit, full: message}
  message: {kind: voicemail, prompt: "Nobody is here. Leave a message.", team: Transit}
"""


@pytest.fixture
def case(town: PortLumen) -> Case:
    return given_open_case()


def asked(name: str, facts: dict[str, str], at: datetime = MORNING) -> Looked:
    return look_up(name=name, facts=facts, language="en", at=at)


def proved(case: Case) -> str:
    address = Address.objects.filter(customer=case.customer, kind="email").first() or Address(
        customer=case.customer, kind="email", value="maren@x.example"
    )
    address.confirmed_at = MORNING
    address.save()
    return address.value


def test_case_is_told_to_who_knows_reference_and_proved_address_only(case: Case) -> None:
    mail = proved(case)
    facts = {"reference": f" {case.reference.lower()} ", "email": mail.upper()}
    assert asked("case_state", facts) == ("ok", {"case.state": "we are working on it"})
    for wrong in ({"email": "other@x.example"}, {"reference": "PL-1"}, {"email": ""}):
        assert asked("case_state", facts | wrong) == ("not_found", {MISSES: "1"})
    assert asked("case_state", facts | {MISSES: "3"}).said == "not_found", "who guesses is told no more"
    Address.objects.update(confirmed_at=None)
    assert asked("case_state", facts).said == "not_found"


def test_soonest_promise_is_told_by_its_time(case: Case, town: PortLumen) -> None:
    facts = {"reference": case.reference, "email": proved(case)}
    case.promises.all().delete()
    assert asked("promise_due", facts).said == "not_found"
    due = MORNING + timedelta(days=1)
    made = {"what": "a call", "owner_id": town.tomas.pk, "kind": "act", "made_in": None}
    make_promise(case=case, due_at=due, by=town.tomas.actor, at=MORNING, **made)
    said, found = asked("promise_due", facts)
    assert said == "ok" and "July" in found["promise.due"]


def test_opening_hours_are_told_as_they_stand(town: PortLumen) -> None:
    set_week(keeper=Keeper(town.library), days=["08:00-18:00"] * 7, by=town.noor.actor, at=MORNING)
    noon = MORNING.replace(hour=10)
    assert asked("opening_hours", {"place": "the library"}, noon).said in ("ok", "not_found")
    assert asked("opening_hours", {"place": town.library.name.lower()}, noon) == (
        "ok",
        {"hours.now": "open until 18:00"},
    )
    night = asked("opening_hours", {"place": town.library.name}, MORNING.replace(hour=22))
    assert night.found["hours.now"].startswith("closed; it opens ")
    assert asked("opening_hours", {"place": "the moon"}) == ("not_found", {})


def test_what_nobody_set_up_and_what_breaks_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked("balance", {}) == ("error", {})
    for raised, said in ((OperationalError("slow"), "timeout"), (DatabaseError("gone"), "error")):

        def breaks(facts: object, at: object, raised: Exception = raised) -> Looked:
            raise raised

        monkeypatch.setitem(LOOKUPS, "case_state", replace(LOOKUPS["case_state"], answer=breaks))
        assert asked("case_state", {}).said == said


def test_flow_tells_what_its_lookup_found_and_a_miss_leads_to_people(
    flow: Flow, town: PortLumen, case: Case
) -> None:
    draft = save_version(flow_id=flow.pk, text=ASKS_FIRST, by=town.noor.actor, at=MORNING)
    live = publish_version(version_id=draft.pk, by=town.noor.actor, at=MORNING)
    mail, world = proved(case), Organised(MORNING, town.transit)
    run, _ = begin_run(version=live, language="en", world=world, at=MORNING)
    hear(run=run, typed=case.reference, world=world, at=MORNING)
    (line,) = hear(run=run, typed=mail, world=world, at=MORNING)
    assert line.text.startswith("It stands so: we are working on it.")
    run, _ = begin_run(version=live, language="en", world=world, at=MORNING)
    hear(run=run, typed="PL-1", world=world, at=MORNING)
    hear(run=run, typed=mail, world=world, at=MORNING)
    run.refresh_from_db()
    assert run.state["node"] in ("desk", "message")


def test_lookup_that_nobody_answers_is_advice_at_its_node(flow: Flow, town: PortLumen) -> None:
    text = ASKS_FIRST.replace("asks: case_state", "asks: balance")
    draft = save_version(flow_id=flow.pk, text=text, by=town.noor.actor, at=MORNING)
    (finding,) = [one for one in draft.checked["findings"] if one["rule"] == "F1"]
    assert finding["level"] == "advice" and "case_state" in finding["mend"] and draft.verdict == "safe"


def test_lookup_without_a_way_for_its_error_is_a_trap(flow: Flow, town: PortLumen) -> None:
    text = ASKS_FIRST.replace("error: desk, ", "")
    draft = save_version(flow_id=flow.pk, text=text, by=town.noor.actor, at=MORNING)
    assert draft.verdict == "trap" and any(one["rule"] == "F1" for one in draft.checked["findings"])
