"""The check of words that are still being typed: what it says, and that nothing is kept of them."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.cast import ANSWERS, given_draft, given_open_case, given_town

from presszero.replies.models import Draft

pytestmark = pytest.mark.django_db
SORRY = "We are sorry for the inconvenience."


def client_of(worker: object) -> Client:
    client = Client(SERVER_NAME="localhost", headers={"HX-Request": "true"})
    client.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")  # type: ignore[arg-type]
    return client


def test_words_are_checked_and_the_saved_reply_stays() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    given_draft(case, by=town.tomas)
    before = Draft.objects.values_list("body", "version").get(case=case)
    answer = client_of(town.tomas).post(f"/desk/cases/{case.pk}/draft/check/", {"body": SORRY})
    page = answer.content.decode()
    assert 'id="part-check"' in page and SORRY in page
    assert ANSWERS["refund"] not in page
    assert Draft.objects.values_list("body", "version").get(case=case) == before


def test_a_stranger_hears_nothing_of_the_case() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    answer = client_of(town.ivo).post(f"/desk/cases/{case.pk}/draft/check/", {"body": SORRY})
    assert answer.status_code == 404
    assert SORRY not in answer.content.decode()
