"""A rule is written on a screen, tried, and switched on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.cast import given_open_case, given_town

from presszero.organisation.models import Worker
from presszero.rules.models import Rule

pytestmark = pytest.mark.django_db
Office = Callable[[Worker], Client]
WRITTEN = {
    "name": "Taxis",
    "when": "opened",
    "asks0": "words",
    "value0": "taxi",
    "does0": "route",
    "act0": "City hall",
}


def test_rule_is_written_tried_and_switched_on(in_the_office: Office) -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    client = in_the_office(town.noor)
    tried = client.post("/office/rules/", WRITTEN, follow=True).content.decode()
    assert "it would have acted on 1." in tried and case.reference in tried
    rule = Rule.objects.get()
    assert not rule.is_on
    client.post(f"/office/rules/{rule.pk}/switch/", {"on": "on"})
    listed = client.get("/office/rules/").content.decode()
    assert Rule.objects.get().is_on and "give it to the team “City hall”" in listed


def test_wrong_part_is_told_beside_it_and_the_rest_stays(in_the_office: Office) -> None:
    town = given_town()
    answer = in_the_office(town.noor).post("/office/rules/", WRITTEN | {"act0": "Ferries"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Ferries"' in page and 'aria-describedby="e-act0"' in page and 'value="taxi"' in page
    assert "There are: City hall, Library" in page
    assert not Rule.objects.exists()


def test_changed_rule_keeps_what_it_was_switched_to(in_the_office: Office) -> None:
    town = given_town()
    client = in_the_office(town.noor)
    client.post("/office/rules/", WRITTEN)
    rule = Rule.objects.get()
    client.post(f"/office/rules/{rule.pk}/switch/", {"on": "on"})
    client.post(f"/office/rules/{rule.pk}/", WRITTEN | {"value0": "taxi, cab", "not0": "on"})
    rule.refresh_from_db()
    assert rule.is_on and rule.conditions == [["words", "taxi, cab", True]]
