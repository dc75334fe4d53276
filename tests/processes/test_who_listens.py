"""Live events are heard by who is signed in and owes nothing, of the teams they see; asked anew, nobody keeps more."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.cast import given_town

from presszero.organisation.models import Worker
from presszero.processes.listeners import who_listens
from presszero.processes.live_events import Subscriber

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
