"""What heads a case that was handed over: what the customer went through, and what they gave already."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.cast import (
    LATER_THAT_DAY,
    NEXT_DAY,
    PortLumen,
    a_letter,
    given_letter,
    given_sent_reply,
    given_town,
)
from tests.channels.chat.chat_cast import Customer

from presszero.cases.actions import close_case, hand_over, take_case
from presszero.cases.models import Case
from presszero.cases.queries import case_page
from presszero.organisation.models import Worker

pytestmark = pytest.mark.django_db
LIVED = "I waited two hours in the rain with my daughter."
LEARNT = "She has the taxi's receipt."


@pytest.fixture
def town() -> PortLumen:
    return given_town()


def page_of(client: Client, case: Case) -> str:
    return client.get(f"/desk/cases/{case.pk}/").content.decode()


def head_of(client: Client, case: Case) -> str:
    """Return what stands between the head of the case and its columns."""
    return page_of(client, case).partition('id="part-handed"')[2].partition("</section>")[0]


def given_case(town: PortLumen, taken_by: Worker) -> Case:
    case = given_letter(
        a_letter(text=f"Good morning,\n\n{LIVED} Please refund the taxi, which cost 41.50.")
    ).case
    return take_case(case_id=case.pk, by=taken_by.actor, at=LATER_THAT_DAY)


def hand(case: Case, to: Worker, by: Worker) -> None:
    hand_over(case_id=case.pk, to=to.pk, words=LEARNT, by=by.actor, at=LATER_THAT_DAY)


def test_case_from_the_assistant_is_headed_by_what_they_went_through_and_gave(
    town: PortLumen, at_the_desk: Callable[..., Client]
) -> None:
    customer = Customer()
    customer.writes("refund", "123456", f"{LIVED} Please refund the taxi, which cost 41.50.")
    case, desk = Case.objects.get(), at_the_desk(town.tomas)
    head = head_of(desk, case)
    assert "two hours in the rain" in head and "town-chat 1" in head
    assert "123456" in head and "do not ask again" in head
    assert page_of(desk, case).count("123456</dd>") == 1, "what heads the page stands there once"


def test_what_is_told_once_a_person_was_asked_for_heads_the_case_too(town: PortLumen) -> None:
    customer = Customer()
    customer.writes("refund", "123456", "Please refund the taxi, which cost 41.50.")
    customer.writes(LIVED)
    case = Case.objects.get()
    lived = [trait for trait in case.experience if "two hours" in trait["text"]]
    text = case.contacts.get().text
    assert lived and all(text[trait["start"] : trait["end"]] == trait["text"] for trait in lived)


def test_colleague_reads_first_what_they_went_through_and_what_was_learnt(
    town: PortLumen, at_the_desk: Callable[..., Client]
) -> None:
    case = given_case(town, town.odile)
    desk = at_the_desk(town.tomas)
    assert "handed the case over" not in head_of(desk, case)
    hand(case, town.tomas, town.odile)
    head = head_of(desk, case)
    assert "Odile Farrow handed the case over" in head and "two hours in the rain" in head
    assert "taxi&#x27;s receipt" in head


def test_what_a_machine_collected_goes_along_from_colleague_to_colleague(town: PortLumen) -> None:
    customer = Customer()
    customer.writes("refund", "123456", "Please refund the taxi, which cost 41.50.")
    case = Case.objects.get()
    hand(case, town.odile, town.noor)
    handed = case_page(case_id=case.pk, by=town.odile.actor).handed
    assert handed and handed.by == town.noor
    assert "123456" in [value for _name, value in handed.facts]


def test_once_answered_or_closed_nothing_heads_it_any_more(town: PortLumen) -> None:
    case = given_letter(a_letter(asks=["refund"])).case
    hand(case, town.odile, town.noor)
    assert case_page(case_id=case.pk, by=town.odile.actor).handed
    given_sent_reply(case, by=town.odile, at=NEXT_DAY)
    assert case_page(case_id=case.pk, by=town.odile.actor).handed is None
    hand(case, town.tomas, town.odile)
    close_case(case_id=case.pk, outcome="settled", words="", by=town.tomas.actor, at=NEXT_DAY)
    assert case_page(case_id=case.pk, by=town.odile.actor).handed is None


def test_stranger_reads_nothing_of_it(town: PortLumen, at_the_desk: Callable[..., Client]) -> None:
    case = given_case(town, town.tomas)
    hand(case, town.odile, town.tomas)
    assert at_the_desk(town.ivo).get(f"/desk/cases/{case.pk}/").status_code == 404
