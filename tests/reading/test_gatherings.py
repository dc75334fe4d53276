"""A crowd is seen, offered, and made one incident by a person; whoever comes later is offered to it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from tests.cast import (
    LATER_THAT_DAY,
    MORNING,
    PortLumen,
    a_letter,
    given_open_case,
    given_town,
    recorded,
)
from tests.sealing import Colleague, waits_for_a_lock
from tests.waiting import wait_for

from presszero.cases.errors import WordsMissing
from presszero.cases.gatherings import (
    confirm_gathering,
    dismiss_gathering,
    offered_gatherings,
    see_gatherings,
)
from presszero.cases.incident_page import incident_page
from presszero.cases.incidents import leave_incident, write_facts
from presszero.cases.models import Case
from presszero.ground import clock
from presszero.intake.receiving import receive_contact
from presszero.pure.errors import NotFoundHere
from presszero.reading.gatherings import keep_gathering
from presszero.reading.models import Gathered, Gathering

pytestmark = pytest.mark.django_db
CROWD = {
    "began_at": MORNING,
    "words": ["fireworks", "bus"],
    "score": 21.4,
    "rule": "crowds-2",
    "seen_with": 5,
    "within": 25,
    "usual_share": 0.004,
}


def given_cases(count: int, first: int = 0) -> list[Case]:
    writers = range(first, first + count)
    return [
        given_open_case(asks=["extra buses"], address=f"w{n}@lakemail.example", name=f"Writer {n}")
        for n in writers
    ]


def given_gathering(cases: list[Case], town: PortLumen) -> Gathering:
    case_ids = [case.pk for case in cases]
    return keep_gathering(case_ids=case_ids, crowd=CROWD, team_id=town.transit.pk, at=LATER_THAT_DAY)


def test_crowd_is_offered_and_a_person_makes_it_one_incident(town: PortLumen) -> None:
    cases = given_cases(5)
    gathering = given_gathering(cases, town)
    assert given_gathering(cases, town) == gathering  # told twice, kept once
    (offered,) = offered_gatherings(by=town.tomas.actor, at=LATER_THAT_DAY)
    assert (offered.people, offered.incident) == (5, None)
    assert offered_gatherings(by=town.ivo.actor, at=LATER_THAT_DAY) == []

    with pytest.raises(WordsMissing):
        confirmed(gathering, "", town)
    incident = confirmed(gathering, "No buses after the fireworks", town)
    assert {case.incident_id for case in Case.objects.filter(pk__in=[case.pk for case in cases])} == {
        incident
    }
    assert offered_gatherings(by=town.tomas.actor, at=LATER_THAT_DAY) == []
    assert {"gathering.seen", "gathering.confirmed", "incident.opened"} <= set(recorded())

    late = given_cases(1, first=5)
    given_gathering([*cases, *late], town)
    (offered,) = offered_gatherings(by=town.tomas.actor, at=LATER_THAT_DAY)
    assert offered.people == 1 and offered.incident and offered.incident.pk == incident
    assert confirmed(gathering, "", town) == incident
    assert incident_page(incident_id=incident, by=town.tomas.actor).count == 6


@pytest.mark.django_db(transaction=True)
def test_two_hosts_that_see_one_crowd_at_once_keep_it_once() -> None:
    town = given_town()
    cases = given_cases(4)
    second = Colleague(lambda: given_gathering(cases, town))
    with transaction.atomic():
        first = given_gathering(cases, town)
        second.start()
        wait_for("the second host before the lock", waits_for_a_lock)
    assert (second.done().error, second.answer) == (None, first)
    assert Gathering.objects.count() == 1


def test_who_is_another_matter_after_all_is_not_offered_again(town: PortLumen) -> None:
    cases = given_cases(4)
    gathering = given_gathering(cases, town)
    confirmed(gathering, "No buses", town)
    leave_incident(case_id=cases[0].pk, by=town.tomas.actor, at=LATER_THAT_DAY)
    given_gathering(cases, town)
    assert offered_gatherings(by=town.tomas.actor, at=LATER_THAT_DAY) == []


def test_dismissed_is_offered_no_more_and_a_stranger_may_not_say(town: PortLumen) -> None:
    gathering = given_gathering(given_cases(4), town)
    with pytest.raises(NotFoundHere):
        dismiss_gathering(gathering_id=gathering.pk, by=town.ivo.actor, at=LATER_THAT_DAY)
    dismiss_gathering(gathering_id=gathering.pk, by=town.tomas.actor, at=LATER_THAT_DAY)
    assert offered_gatherings(by=town.tomas.actor, at=LATER_THAT_DAY) == []
    assert Gathering.objects.get().state == Gathering.State.DISMISSED


def test_facts_cover_what_they_answer_and_the_rest_stays_with_a_person(town: PortLumen) -> None:
    alike = given_cases(4)
    more = given_open_case(asks=["extra buses", "refund"], address="more@lakemail.example", name="More")
    incident = confirmed(given_gathering([*alike, more], town), "No buses", town)
    facts = "No extra buses were planned for that night. Next year six extra buses wait at the pier."
    write_facts(incident_id=incident, facts=facts, version=None, by=town.tomas.actor, at=LATER_THAT_DAY)
    people = incident_page(incident_id=incident, by=town.tomas.actor).people
    assert [one.needs_a_person for one in people] == [False, False, False, False, True]
    assert [len(one.covered) for one in people] == [1, 1, 1, 1, 1]


def test_banner_stands_in_the_inbox_until_somebody_says(town: PortLumen) -> None:
    gathering = given_gathering(given_cases(5), town)
    Gathering.objects.update(seen_at=clock.now())
    client = Client()
    client.force_login(town.tomas)
    page = client.get("/desk/").content.decode()
    assert "5 people wrote about “fireworks”, “bus”" in page
    assert "Of 25 letters in a row, 5 were alike. In the days before, it was one in 250." in page
    answer = client.post(f"/desk/gatherings/{gathering.pk}/incident/", {"title": "No buses"})
    assert answer.status_code == 302
    assert "people wrote about" not in client.get("/desk/").content.decode()


@pytest.mark.long
def test_watch_sees_the_crowd_among_other_letters(town: PortLumen) -> None:
    """The whole way through the engine: others all week, then twelve people at once."""
    others = (
        "my library card",
        "a parking permit",
        "the bin that was not emptied",
        "a lost hat",
        "a dark lamp",
    )
    places = ("at the pier", "in Mill Lane", "by the old harbour", "near the school", "on Castle Street")
    for n in range(170):
        letter = a_letter(
            text=f"I write about {others[n % 5]} {places[n // 5 % 5]}.",
            address=f"o{n}@lakemail.example",
            at=MORNING + timedelta(minutes=n),
        )
        receive_contact(arrived=letter, at=letter.at, addressed_to=["transit@portlumen.example"])
    assert see_gatherings(at=LATER_THAT_DAY) == []
    began = MORNING + timedelta(hours=5)
    sayings = (
        "no bus after the fireworks",
        "fireworks and not one bus home",
        "two hours without a bus after the fireworks",
    )
    for n in range(12):
        letter = a_letter(
            text=f"There was {sayings[n % 3]}.",
            address=f"f{n}@lakemail.example",
            at=began + timedelta(minutes=n),
        )
        receive_contact(arrived=letter, at=letter.at, addressed_to=["transit@portlumen.example"])
    seen = see_gatherings(at=began + timedelta(minutes=15))
    assert len(seen) == 1 and Gathered.objects.count() >= 10
    assert {"fireworks", "bus"} <= set(seen[0].words)


def confirmed(gathering: Gathering, title: str, town: PortLumen) -> int:
    return confirm_gathering(
        gathering_id=gathering.pk, title=title, by=town.tomas.actor, at=LATER_THAT_DAY
    ).pk
