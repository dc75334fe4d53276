"""Live events are heard by who is signed in and owes nothing, of the teams they see; asked anew, nobody keeps more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from tests.cast import MORNING, given_town

from presszero.organisation.models import Worker
from presszero.processes.listeners import who_listens
from presszero.processes.live_events import ChatListener, Subscriber
from presszero.processes.record_source import Passing, RecordLine

pytestmark = pytest.mark.django_db


def asked(client: Client) -> dict[str, object]:
    """Return a request as the front hands it in, with the cookies of a browser."""
    cookies = client.cookies.output(header="", sep=";").strip()
    return {"headers": [(b"cookie", cookies.encode())], "query_string": b""}


def test_colleague_hears_the_teams_they_see_and_a_leader_all() -> None:
    town = given_town()
    for worker, teams in ((town.tomas, {town.transit.pk}), (town.ivo, {town.library.pk}), (town.edda, None)):
        client = Client()
        client.force_login(worker)
        assert who_listens(asked(client)) == Subscriber(None if teams is None else frozenset(teams))


@pytest.mark.parametrize("changed", [{"factor_due": True}, {"is_active": False}, {"password": "another"}])
def test_who_owes_a_factor_has_left_or_has_another_password_hears_nothing_more(
    changed: dict[str, object],
) -> None:
    town, client = given_town(), Client()
    client.force_login(town.tomas)
    assert who_listens(asked(client)) is not None
    Worker.objects.filter(pk=town.tomas.pk).update(**changed)
    assert who_listens(asked(client)) is None


def test_who_signed_out_or_never_signed_in_hears_nothing() -> None:
    town, client = given_town(), Client()
    assert who_listens(asked(client)) is None
    client.force_login(town.tomas)
    request = asked(client)
    client.logout()
    assert who_listens(request) is None


def test_that_somebody_types_is_noticed_by_the_team_and_the_other_side_alone() -> None:
    customer = Passing(chat_id=1, who="customer", case_id=3, team_id=5)
    person = replace(customer, who="person")
    screens = [Subscriber(frozenset({5})), Subscriber(frozenset({6})), Subscriber(None)]
    browsers = [ChatListener(1), ChatListener(2)]
    assert [one.may_notice(customer) for one in (*screens, *browsers)] == [True, False, True, False, False]
    assert [one.may_notice(person) for one in (*screens, *browsers)] == [False, False, False, True, False]


def test_customers_browser_hears_of_its_own_chat_alone() -> None:
    line = RecordLine(7, "chat.answered", "chat.chat", 1, 3, 5, MORNING)
    assert [ChatListener(one).may_hear(line) for one in (1, 2)] == [True, False]
    assert not ChatListener(1).may_hear(replace(line, about_kind="cases.case"))
