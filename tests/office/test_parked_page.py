"""What failed too often waits in the office for a person, who tries it again or says why it need not happen."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.cast import given_open_case, given_town

from presszero.cases.models import Case
from presszero.ground.models import Duty, RecordLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator() -> Client:
    client = Client()
    client.force_login(given_town().piet)
    return client


def given_parked(case: Case) -> Duty:
    line = RecordLine.objects.filter(case_id=case.pk).earliest("id")
    line.position = 10**9
    line.save()
    return Duty.objects.create(
        position=line.position, consequence="acknowledge", stream=f"case:{case.pk}", state="parked"
    )


def test_reason_stands_there_once_it_is_let_be(operator: Client) -> None:
    case = given_open_case(asks=["timetable"])
    duty = given_parked(case)
    assert case.reference in operator.get("/office/parked/").content.decode()
    operator.post(f"/office/parked/{duty.pk}/dismissal/", {"words": "She was told at the counter."})
    page = operator.get("/office/parked/").content.decode()
    assert ("She was told at the counter." in page, "Piet Sorrel" in page) == (True, True)
    assert not Duty.objects.filter(pk=duty.pk).exists()


@pytest.mark.parametrize("words", [" ", "\x00"])
def test_nothing_is_let_be_without_a_reason(operator: Client, words: str) -> None:
    duty = given_parked(given_open_case(asks=["timetable"]))
    refused = operator.post(f"/office/parked/{duty.pk}/dismissal/", {"words": words})
    assert (refused.status_code, "why it need not happen" in refused.content.decode()) == (422, True)
    assert Duty.objects.get(pk=duty.pk).state == "parked"
