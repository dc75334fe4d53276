"""What changes under somebody who is in a flow never leaves them where nothing is; hours are those that were proved."""

from __future__ import annotations

from datetime import timedelta

from tests.cast import LATER_THAT_DAY, MORNING, PortLumen
from tests.flows.flow_texts import SAFE_FLOW

from presszero.flows.actions import publish_version, save_version
from presszero.flows.models import Flow
from presszero.flows.runs import Organised, begin_run, hear
from presszero.organisation.actions import offer_person_first
from presszero.organisation.hours import Keeper, make_place, set_week


def test_question_that_is_asked_no_more_begins_anew_and_zero_is_a_person(flow: Flow, town: PortLumen) -> None:
    offer_person_first(on=True, by=town.noor.actor, at=MORNING)
    draft = save_version(flow_id=flow.pk, text=SAFE_FLOW, by=town.noor.actor, at=MORNING)
    live = publish_version(version_id=draft.pk, by=town.noor.actor, at=MORNING)
    world = Organised(at=MORNING, team=town.transit)
    run, _said = begin_run(version=live, language="en", world=world, at=MORNING)
    assert run.state["node"] == "person-first"
    offer_person_first(on=False, by=town.noor.actor, at=LATER_THAT_DAY)
    hear(run=run, typed="0", world=world, at=LATER_THAT_DAY)
    assert run.state["node"] == "desk"


def test_hours_of_a_place_are_the_place_s_own(flow: Flow, town: PortLumen) -> None:
    place = make_place(name="Quay Street", address="", time_zone="", by=town.noor.actor, at=MORNING)
    closed, always = [""] * 7, ["00:00-24:00"] * 7
    set_week(keeper=Keeper(place=place), days=closed, by=town.noor.actor, at=MORNING)
    set_week(keeper=Keeper(town.transit), days=always, by=town.noor.actor, at=MORNING)
    world = Organised(at=MORNING + timedelta(hours=4), team=town.transit)
    assert (world.hours("Quay Street"), world.hours("Transit")) == ("closed", "open")
