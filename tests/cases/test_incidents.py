"""One incident, many people: facts written once, each case still its own, and nobody's facts overwritten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from tests.cast import LATER_THAT_DAY, PortLumen, given_open_case, given_sent_reply, given_town, recorded

from presszero.cases.errors import NoSuchCase, WordsMissing
from presszero.cases.incident_page import incident_page, incidents_seen
from presszero.cases.incidents import (
    FactsMovedOn,
    end_incident,
    join_incident,
    leave_incident,
    open_incident,
    write_facts,
)
from presszero.cases.merging import merge_case
from presszero.cases.models import Case, Incident
from presszero.inbox.batches import make_incident, undo_batch
from presszero.pure.errors import NotFoundHere

pytestmark = pytest.mark.django_db
FACTS = "Three buses of line 7 were full; no extra bus was planned. The taxi is refunded."


@pytest.fixture
def town() -> PortLumen:
    return given_town()


@pytest.fixture
def cases(town: PortLumen) -> list[Case]:
    return [
        given_open_case(asks=["refund", "extra buses"], address=f"w{n}@lakemail.example", name=f"Writer {n}")
        for n in range(3)
    ]


def opened(town: PortLumen, case: Case, facts: str = "") -> Incident:
    return open_incident(
        title="No buses", facts=facts, case_id=case.pk, by=town.tomas.actor, at=LATER_THAT_DAY
    )


def joined(town: PortLumen, case: Case, incident: Incident) -> Case:
    return join_incident(case_id=case.pk, incident_id=incident.pk, by=town.odile.actor, at=LATER_THAT_DAY)


def test_page_lists_the_people_with_what_of_theirs_is_open(town: PortLumen, cases: list[Case]) -> None:
    incident = opened(town, cases[0], FACTS)
    for case in cases[1:]:
        joined(town, case, incident)
    given_sent_reply(cases[1], by=town.tomas)
    page = incident_page(incident_id=incident.pk, by=town.odile.actor)
    assert (page.count, page.open_points) == (3, 4)
    assert [len(one.open_points) for one in page.people] == [2, 0, 2]
    assert page.incident.facts == FACTS
    client = Client()
    client.force_login(town.tomas)
    shown = client.get(f"/desk/incidents/{incident.pk}/").content.decode()
    assert all(case.customer.name in shown for case in cases)
    assert "4 points still open" in shown


def test_inbox_names_the_running_incident_above_the_list_and_on_the_rows_of_its_cases(
    town: PortLumen, cases: list[Case]
) -> None:
    client = Client()
    client.force_login(town.tomas)
    assert "Open incident" not in client.get("/desk/?view=team").content.decode()
    incident = opened(town, cases[0])
    other = open_incident(title="Ice", facts="", case_id=cases[1].pk, by=town.tomas.actor, at=LATER_THAT_DAY)
    end_incident(incident_id=other.pk, by=town.tomas.actor, at=LATER_THAT_DAY)
    page = client.get("/desk/?view=team").content.decode()
    banner, rows = page.split('id="part-rows"')
    assert (
        f'href="/desk/incidents/{incident.pk}/">Open incident' in banner
        and "1 person, 1 not closed" in banner
    )
    assert (
        rows.count('<span class="mid"></span>No buses') == 1
        and rows.count('<span class="mid"></span>Ice') == 1
    )
    end_incident(incident_id=incident.pk, by=town.tomas.actor, at=LATER_THAT_DAY)
    assert "Open incident" not in client.get("/desk/?view=team").content.decode()


def test_facts_stand_beside_every_case_and_on_no_customers_page(town: PortLumen, cases: list[Case]) -> None:
    from presszero.cases.links import new_link

    incident = opened(town, cases[0])
    joined(town, cases[1], incident)
    write_facts(incident_id=incident.pk, facts=FACTS, version=0, by=town.odile.actor, at=LATER_THAT_DAY)
    client = Client()
    client.force_login(town.tomas)
    for case in cases[:2]:
        assert FACTS in client.get(f"/desk/cases/{case.pk}/").content.decode()
        token = new_link(case=case, sent_to="", at=LATER_THAT_DAY)
        assert "No buses" not in Client().get(f"/c/{token}/").content.decode()
        assert FACTS not in Client().get(f"/c/{token}/").content.decode()
    assert FACTS not in client.get(f"/desk/cases/{cases[2].pk}/").content.decode()


def test_facts_a_colleague_wrote_meanwhile_are_not_overwritten(town: PortLumen, cases: list[Case]) -> None:
    incident = opened(town, cases[0])
    write_facts(incident_id=incident.pk, facts=FACTS, version=0, by=town.odile.actor, at=LATER_THAT_DAY)
    with pytest.raises(FactsMovedOn, match="Odile Farrow wrote the facts anew"):
        write_facts(incident_id=incident.pk, facts="Mine.", version=0, by=town.tomas.actor, at=LATER_THAT_DAY)
    incident.refresh_from_db()
    assert incident.facts == FACTS


def test_case_leaves_and_joins_another(town: PortLumen, cases: list[Case]) -> None:
    first, second = opened(town, cases[0]), opened(town, cases[1])
    assert joined(town, cases[0], second).incident_id == second.pk
    assert recorded(cases[0])[-2:] == ["incident.left", "incident.joined"]
    left = leave_incident(case_id=cases[0].pk, by=town.tomas.actor, at=LATER_THAT_DAY)
    assert left.incident_id is None
    assert incident_page(incident_id=first.pk, by=town.tomas.actor).count == 0


def test_stranger_sees_and_changes_nothing(town: PortLumen, cases: list[Case]) -> None:
    incident = opened(town, cases[0])
    theirs = given_open_case(
        asks=["library book"], address="i@lakemail.example", to="library@portlumen.example"
    )
    assert incidents_seen(by=town.ivo.actor) == []
    with pytest.raises(NotFoundHere):
        incident_page(incident_id=incident.pk, by=town.ivo.actor)
    with pytest.raises(NotFoundHere):
        join_incident(case_id=theirs.pk, incident_id=incident.pk, by=town.ivo.actor, at=LATER_THAT_DAY)
    with pytest.raises(NotFoundHere):
        write_facts(incident_id=incident.pk, facts="x", version=None, by=town.ivo.actor, at=LATER_THAT_DAY)
    with pytest.raises(NoSuchCase):
        leave_incident(case_id=cases[0].pk, by=town.ivo.actor, at=LATER_THAT_DAY)


def test_who_answers_one_of_its_people_sees_it_and_not_the_people_of_other_teams(
    town: PortLumen, cases: list[Case]
) -> None:
    incident = opened(town, cases[0], FACTS)
    theirs = given_open_case(
        asks=["library book"], address="i@lakemail.example", to="library@portlumen.example"
    )
    join_incident(case_id=theirs.pk, incident_id=incident.pk, by=town.edda.actor, at=LATER_THAT_DAY)
    page = incident_page(incident_id=incident.pk, by=town.ivo.actor)
    assert [one.case.pk for one in page.people] == [theirs.pk]
    assert page.incident.facts == FACTS


def test_incident_without_words_is_refused(town: PortLumen, cases: list[Case]) -> None:
    with pytest.raises(WordsMissing):
        open_incident(title=" ", facts="", case_id=cases[0].pk, by=town.tomas.actor, at=LATER_THAT_DAY)
    with pytest.raises(WordsMissing):
        make_incident(
            case_ids=[cases[0].pk], title="", incident_id=None, by=town.tomas.actor, at=LATER_THAT_DAY
        )


def test_over_is_offered_no_more_and_what_is_open_stays_open(town: PortLumen, cases: list[Case]) -> None:
    incident = opened(town, cases[0])
    end_incident(incident_id=incident.pk, by=town.tomas.actor, at=LATER_THAT_DAY)
    assert incidents_seen(by=town.tomas.actor) == []
    [listed] = incidents_seen(by=town.tomas.actor, over_too=True)
    assert (listed.people, listed.not_closed) == (1, 1)


def test_many_are_made_one_incident_and_taken_back(town: PortLumen, cases: list[Case]) -> None:
    other = opened(town, cases[2])
    ids = [case.pk for case in cases]
    done = make_incident(
        case_ids=ids, title="Fireworks night", incident_id=None, by=town.tomas.actor, at=LATER_THAT_DAY
    )
    assert (done.done, done.left) == (ids, [])
    made = Incident.objects.get(title="Fireworks night")
    assert set(made.cases.values_list("id", flat=True)) == set(ids)
    later = LATER_THAT_DAY + timedelta(minutes=5)
    leave_incident(case_id=ids[0], by=town.odile.actor, at=later)
    back = undo_batch(batch_id=done.batch.pk, by=town.tomas.actor, at=later)
    assert (back.done, [one.case_id for one in back.left]) == (ids[1:], [ids[0]])
    assert list(Case.objects.filter(pk__in=ids).order_by("pk").values_list("incident_id", flat=True)) == [
        None,
        None,
        other.pk,
    ]


def test_merged_case_brings_its_incident(town: PortLumen) -> None:
    merged, kept = given_open_case(asks=["refund"]), given_open_case(asks=["timetable"])
    incident = opened(town, merged)
    merge_case(case_id=merged.pk, into=kept.pk, by=town.tomas.actor, at=LATER_THAT_DAY)
    kept.refresh_from_db()
    assert kept.incident_id == incident.pk
    assert incident_page(incident_id=incident.pk, by=town.tomas.actor).count == 1


def test_case_is_made_part_and_let_go_at_the_desk(town: PortLumen, cases: list[Case]) -> None:
    client = Client()
    client.force_login(town.tomas)
    address = f"/desk/cases/{cases[0].pk}/incident/"
    client.post(address, {"title": "No buses", "facts": FACTS})
    incident = Incident.objects.get()
    client.post(f"/desk/cases/{cases[1].pk}/incident/", {"incident": incident.pk})
    assert "1 other person" in client.get(f"/desk/cases/{cases[0].pk}/").content.decode()
    assert "Incidents" in client.get("/desk/").content.decode()
    client.post(address + "end/")
    assert "Part of an incident" not in client.get(f"/desk/cases/{cases[0].pk}/").content.decode()


def test_taken_back_it_is_part_of_no_incident_that_one_sees_no_more(
    town: PortLumen, cases: list[Case]
) -> None:
    theirs = Incident.objects.create(
        title="Full reading room", team=town.library, opened_by=town.ivo, opened_at=LATER_THAT_DAY
    )
    Case.objects.filter(pk=cases[0].pk).update(incident=theirs)
    by, at = town.tomas.actor, LATER_THAT_DAY
    done = make_incident(case_ids=[cases[0].pk], title="No buses", incident_id=None, by=by, at=at)
    assert undo_batch(batch_id=done.batch.pk, by=by, at=at).done == [cases[0].pk]
    assert Case.objects.get(pk=cases[0].pk).incident is None
