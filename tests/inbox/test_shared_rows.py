"""Colleagues who would see the same rows share a drawing of them; nobody sees another's, and nothing stale stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.template.loader import render_to_string
from django.test import Client
from tests.cast import LATER_THAT_DAY, given_open_case, given_town

from presszero.cases.actions import take_case
from presszero.cases.models import Case
from presszero.customers.models import Customer
from presszero.desk import inbox_shape
from presszero.desk import live_rows as sharing
from presszero.ground.made_once import MadeOnce
from presszero.organisation.models import Membership, Worker

pytestmark = pytest.mark.django_db(transaction=True)
LIVE = {"HX-Request": "true", "HX-Target": "part-rows"}
CHOICE = 'class="pick"'  # for acts on many, which a leader has not
Ask = Callable[..., str]


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What has been drawn; it is kept for so long that only its key says whether it may be shared."""
    drawn: list[str] = []

    def draw(*given: Any) -> str:
        drawn.append(render_to_string(*given))
        return drawn[-1]

    monkeypatch.setattr(sharing, "render_to_string", draw)
    monkeypatch.setattr(sharing, "_drawn", MadeOnce(keep_seconds=600))
    return drawn


@pytest.fixture
def ask() -> Ask:
    """Ask as a worker for the rows of a list that stands open."""
    clients: dict[int, Client] = {}

    def ask(worker: Worker, view: str = "team") -> str:
        if worker.pk not in clients:
            clients[worker.pk] = Client(headers=LIVE)
            clients[worker.pk].force_login(worker)
        answer = clients[worker.pk].get(f"/desk/?view={view}")
        assert answer.status_code == 200
        return answer.content.decode()

    return ask


def row_of(case: Case) -> str:
    return f'data-case-row="{case.pk}"'


def test_colleagues_share_the_rows_and_nobody_else_sees_them(
    drawings: list[str], ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    own_teams = list(Membership.objects.filter(worker=town.tomas).values_list("team_id", flat=True))
    for colleague, language in ((town.odile, "en"), (town.hanne, "fr")):
        Worker.objects.filter(pk=colleague.pk).update(role=town.tomas.role, language=language)
        Membership.objects.filter(worker=colleague).delete()
        Membership.objects.bulk_create(Membership(team_id=team, worker=colleague) for team in own_teams)
    # Others write in this server, too.
    monkeypatch.setattr(sharing, "state_seen", lambda: "as if nobody wrote")
    own, colleagues = ask(town.tomas), ask(town.odile)
    assert len(drawings) == 1
    assert row_of(case) in own and row_of(case) in colleagues
    assert (
        own.partition('id="part-rows"')[0] != colleagues.partition('id="part-rows"')[0]
    )  # counts of their own
    assert "Owner: Tomas Vell" in own
    french = ask(town.hanne)
    assert (len(drawings), row_of(case) in french) == (2, True)
    assert "Responsable" in french
    assert row_of(case) not in ask(town.ivo)
    assert row_of(case) not in ask(town.odile, "mine")


def test_who_may_do_less_is_not_shown_the_choice(
    drawings: list[str], ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Today's roles that may not answer see every team, which tells them apart already; another table may not."""
    town = given_town()
    given_open_case(asks=["refund"])
    teams = Membership.objects.filter(worker=town.tomas).values_list("team_id", flat=True)
    Worker.objects.filter(pk=town.odile.pk).update(role=town.tomas.role, language=town.tomas.language)
    Membership.objects.filter(worker=town.odile).delete()
    Membership.objects.bulk_create([Membership(team_id=team, worker=town.odile) for team in teams])
    for room in (sharing, inbox_shape):
        monkeypatch.setattr(room, "may", lambda worker, act: worker.pk == town.tomas.pk)
    monkeypatch.setattr(sharing, "state_seen", lambda: "as if nobody wrote")
    assert CHOICE in ask(town.tomas)
    assert CHOICE not in ask(town.odile)


def test_nothing_that_has_changed_is_shown_as_it_was(drawings: list[str], ask: Ask) -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    ask(town.tomas), ask(town.odile)
    assert "Owner: Odile Farrow" not in ask(town.tomas)
    take_case(case_id=case.pk, by=town.odile.actor, at=LATER_THAT_DAY)
    assert "Owner: Odile Farrow" in ask(town.tomas)
    Customer.objects.filter(pk=case.customer_id).update(name="Maren Hale")  # stands in no line of the record
    assert "Maren Hale" in ask(town.tomas)
    Membership.objects.filter(worker=town.odile, team=town.transit).delete()
    assert row_of(case) not in ask(town.odile)
    assert row_of(case) in ask(town.tomas)


def test_own_writes_are_seen_before_they_are_committed(drawings: list[str], ask: Ask) -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    ask(town.tomas)
    with transaction.atomic():
        assert "Maren Oduya" in ask(town.tomas)
        Customer.objects.filter(pk=case.customer_id).update(name="Maren Hale")
        assert "Maren Hale" in ask(town.tomas)
