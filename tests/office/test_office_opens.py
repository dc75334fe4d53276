"""The office itself leads to the first place that one may enter."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.cast import PortLumen, given_town

from presszero.organisation.models import Worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> PortLumen:
    return given_town()


def opens_at(worker: Worker) -> str:
    client = Client()
    client.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.get("/office/").headers["Location"]


def test_office_opens_where_one_may_enter(town: PortLumen) -> None:
    assert [opens_at(one) for one in (town.noor, town.tomas)] == ["/office/team/", "/office/sign-in/"]


def test_who_is_not_signed_in_is_asked_to(town: PortLumen) -> None:
    assert Client().get("/office/").headers["Location"].startswith("/account/login/")
