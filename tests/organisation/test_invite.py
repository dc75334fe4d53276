"""Invitations work once, for 24 hours; roles are given by those who may; every team keeps a lead."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from tests.cast import LATER_THAT_DAY, MORNING, NEXT_DAY, PortLumen, given_town, recorded

from presszero.ground import clock
from presszero.organisation import inviting
from presszero.organisation.inviting import (
    PersonFacts,
    change_person,
    invitation_of,
    invite,
    set_access,
    take_up,
    withdraw_invitation,
)
from presszero.organisation.models import Invitation, Role, Skill, Worker
from presszero.pure.errors import BadInput, NotAllowed, NotFoundHere

pytestmark = pytest.mark.django_db
PASSWORD = "nine herons by the pier"


def given_invitation(town: PortLumen, **more: object) -> str:
    given = {"email": "lea@x.example", "name": "Lea Brandt", "role": "agent", "teams": [town.transit.pk]}
    return invite(**(given | more), by=town.noor.actor, at=MORNING)  # type: ignore[arg-type]


def taken_up(secret: str, at: object = LATER_THAT_DAY) -> Worker:
    return take_up(secret=secret, name="Lea Brandt", password=PASSWORD, language="fr", at=at)  # type: ignore[arg-type]


def test_invited_colleague_is_in_with_the_role_and_team_they_were_given() -> None:
    town = given_town()
    worker = taken_up(given_invitation(town))
    assert (worker.role, worker.language, list(worker.teams.all())) == ("agent", "fr", [town.transit])
    assert worker.check_password(PASSWORD)
    assert {"invitation.made", "worker.added", "invitation.used"} <= set(recorded())


def test_link_works_once() -> None:
    town = given_town()
    secret = given_invitation(town)
    taken_up(secret)
    with pytest.raises(NotFoundHere, match="Ask for a new one"):
        taken_up(secret)


def test_link_is_good_for_24_hours() -> None:
    secret = given_invitation(given_town())
    assert invitation_of(secret, NEXT_DAY - timedelta(seconds=1))
    with pytest.raises(NotFoundHere, match="24 hours"):
        invitation_of(secret, NEXT_DAY)


def test_second_invitation_closes_the_first_and_a_withdrawn_one_opens_nothing() -> None:
    town = given_town()
    first, second = given_invitation(town), given_invitation(town)
    with pytest.raises(NotFoundHere):
        invitation_of(first, MORNING)
    withdraw_invitation(invitation_id=invitation_of(second, MORNING).pk, by=town.noor.actor, at=MORNING)
    with pytest.raises(NotFoundHere):
        invitation_of(second, MORNING)


def test_secret_is_kept_nowhere() -> None:
    secret = given_invitation(given_town())
    assert secret not in str(list(Invitation.objects.values()))


def test_weak_password_is_refused_and_the_link_still_works() -> None:
    town = given_town()
    secret = given_invitation(town)
    with pytest.raises(BadInput):
        take_up(secret=secret, name="Lea", password="short", language="en", at=MORNING)
    assert taken_up(secret)


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.LEADER])
def test_lead_gives_no_role_above_their_own_while_there_is_an_operator(role: str) -> None:
    town = given_town()
    with pytest.raises(NotAllowed, match="Only an operator"):
        given_invitation(town, role=role)
    assert invite(email="o@x.example", name="O", role=role, teams=[], by=town.piet.actor, at=MORNING)


def test_first_lead_may_invite_the_first_operator() -> None:
    town = given_town()
    Worker.objects.filter(role=Role.OPERATOR).update(is_active=False)
    assert given_invitation(town, role=Role.OPERATOR)


def test_lead_does_not_make_themselves_an_operator() -> None:
    town = given_town()
    with pytest.raises(NotAllowed):
        change_person(
            worker_id=town.noor.pk,
            facts=PersonFacts(name="Noor Halvane", role="operator", leads=[town.transit.pk]),
            by=town.noor.actor,
            at=MORNING,
        )


def test_person_s_skills_languages_and_teams_are_set_whole() -> None:
    town = given_town()
    skill = Skill.objects.create(name="Timetables")
    facts = PersonFacts(
        name="Tomas Vell",
        role="agent",
        languages=["fr", "en", "xx"],
        teams=[town.library.pk],
        skills={skill.pk: 2},
        open_limit=5,
    )
    worker = change_person(worker_id=town.tomas.pk, facts=facts, by=town.noor.actor, at=MORNING)
    assert (worker.languages, worker.open_limit, list(worker.teams.all())) == (
        ["en", "fr"],
        5,
        [town.library],
    )
    assert worker.proficiencies.get().depth == 2
    change_person(
        worker_id=town.tomas.pk, facts=replace(facts, skills={skill.pk: 0}), by=town.noor.actor, at=MORNING
    )
    assert not worker.proficiencies.exists()


def test_team_keeps_somebody_who_leads_it() -> None:
    town = given_town()
    with pytest.raises(BadInput, match="Nobody else leads Transit"):
        change_person(
            worker_id=town.noor.pk,
            facts=PersonFacts(name="Noor Halvane", role="lead", teams=[town.transit.pk]),
            by=town.piet.actor,
            at=MORNING,
        )
    with pytest.raises(BadInput, match="Nobody else leads Transit"):
        set_access(worker_id=town.noor.pk, is_open=False, by=town.piet.actor, at=MORNING)
    assert Worker.objects.get(pk=town.noor.pk).is_active


def test_access_ends_at_once_and_nobody_ends_their_own() -> None:
    town = given_town()
    client = Client()
    client.force_login(town.tomas)
    assert client.get("/desk/").status_code == 200
    set_access(worker_id=town.tomas.pk, is_open=False, by=town.noor.actor, at=MORNING)
    assert client.get("/desk/").status_code == 302
    with pytest.raises(BadInput, match="Nobody ends their own"):
        set_access(worker_id=town.noor.pk, is_open=False, by=town.noor.actor, at=MORNING)


def test_link_on_a_screen_leads_to_a_password_and_to_the_desk() -> None:
    town = given_town()
    lead = Client()
    lead.force_login(town.noor, backend="allauth.account.auth_backends.AuthenticationBackend")
    sent = {"email": "lea@x.example", "name": "Lea Brandt", "role": "agent", "teams": [town.transit.pk]}
    page = lead.post("/office/people/", sent).content.decode()
    secret = page.partition("/account/invitation/")[2].partition("/")[0]
    assert secret and secret not in lead.get("/office/people/").content.decode()
    guest = Client()
    address = f"/account/invitation/{secret}/"
    assert "lea@x.example" in guest.get(address).content.decode()
    refused = guest.post(address, {"name": "Lea Brandt", "password": "lea"})
    assert refused.status_code == 422 and 'aria-invalid="true"' in refused.content.decode()
    assert guest.post(address, {"name": "Lea Brandt", "password": PASSWORD})["Location"] == "/desk/"
    assert guest.get("/desk/").status_code == 200
    assert guest.get(address).status_code == 404
    assert Worker.objects.get(email="lea@x.example").joined_at <= clock.now()


def test_invitation_withdrawn_while_it_is_taken_up_lets_nobody_in(monkeypatch: pytest.MonkeyPatch) -> None:
    town = given_town()
    secret = given_invitation(town)
    opened = invitation_of(secret, MORNING)
    withdraw_invitation(invitation_id=opened.pk, by=town.noor.actor, at=MORNING)
    monkeypatch.setattr(inviting, "invitation_of", lambda *_given: opened)
    with pytest.raises(NotFoundHere, match="withdrawn"):
        taken_up(secret)


@pytest.mark.parametrize("how", ["access", "role"])
def test_invitation_of_who_may_invite_no_more_is_no_way_back_in(how: str) -> None:
    town = given_town()
    lead = PersonFacts(name="Odile Farrow", role="lead", leads=[town.transit.pk])
    change_person(worker_id=town.odile.pk, facts=lead, by=town.piet.actor, at=MORNING)
    theirs = {"name": "Own Friend", "role": "lead", "teams": [town.transit.pk], "by": town.odile.actor}
    secret = invite(email="back@x.example", at=MORNING, **theirs)
    others = given_invitation(town)
    change_person(worker_id=town.odile.pk, facts=lead, by=town.piet.actor, at=MORNING)
    assert invitation_of(secret, MORNING), "they may still give that role"
    if how == "access":
        set_access(worker_id=town.odile.pk, is_open=False, by=town.noor.actor, at=MORNING)
    else:
        agent = PersonFacts(name="Odile Farrow", role="agent", teams=[town.transit.pk])
        change_person(worker_id=town.odile.pk, facts=agent, by=town.noor.actor, at=MORNING)
    with pytest.raises(NotFoundHere):
        taken_up(secret)
    assert "invitation.withdrawn" in recorded() and taken_up(others)
