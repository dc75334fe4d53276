"""A reply begins with a greeting and ends with a name: nobody writes them forty times, and nothing is kept before the first word."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from tests.cast import LATER_THAT_DAY, PortLumen, given_open_case, given_sent_reply, given_town

from presszero.cases.models import Case
from presszero.organisation.models import Team
from presszero.pure.errors import BadInput
from presszero.replies.drafting import save_draft
from presszero.replies.greeting import letter_around
from presszero.replies.models import Draft
from presszero.replies.sending import send_reply

pytestmark = pytest.mark.django_db
Desk = Callable[..., Client]
BEGUN = "Dear Maren Oduya,\n\n\n\nTomas Vell\nPort Lumen"


@pytest.fixture
def town() -> PortLumen:
    return given_town()


def field(desk: Client, case: Case) -> str:
    page = desk.get(f"/desk/cases/{case.pk}/").content.decode()
    found = re.search(r"<textarea name=\"body\"[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert found
    return unescape(found[1])


def test_reply_begins_with_the_customers_name_and_ends_with_who_writes(
    town: PortLumen, at_the_desk: Desk
) -> None:
    case = given_open_case(asks=["refund"])
    assert field(at_the_desk(town.tomas), case) == BEGUN
    assert not Draft.objects.exists()
    with pytest.raises(BadInput, match="The reply is empty"):
        send_reply(case_id=case.pk, by=town.tomas.actor, at=LATER_THAT_DAY, message_id="x@portlumen.example")
    given_sent_reply(case, by=town.tomas)
    assert field(at_the_desk(town.tomas), case) == BEGUN
    assert "Odile Farrow" in field(at_the_desk(town.odile), case)


def test_what_somebody_saved_stands_as_it_is_and_so_does_what_they_emptied(
    town: PortLumen, at_the_desk: Desk
) -> None:
    case, desk = given_open_case(asks=["refund"]), at_the_desk(town.tomas)
    for body in ("We pay it back.", ""):
        save_draft(case_id=case.pk, body=body, version=None, by=town.tomas.actor, at=LATER_THAT_DAY)
        assert field(desk, case) == body


def test_team_that_signs_its_letters_does_it_once(town: PortLumen, at_the_desk: Desk) -> None:
    case, desk = given_open_case(asks=["refund"]), at_the_desk(town.tomas)
    Team.objects.update(signature="{me}, {team}")
    assert field(desk, case) == "Dear Maren Oduya,\n\n"
    case = Case.objects.get()
    assert letter_around("The buses were full.", case=case, worker=town.tomas).endswith("full.")


def test_letter_is_begun_in_the_language_of_its_reader(town: PortLumen, at_the_desk: Desk) -> None:
    case = given_open_case(asks=["refund"])
    Case.objects.update(language="fr")
    assert not field(at_the_desk(town.tomas), case).startswith("Dear")
