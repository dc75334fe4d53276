"""A reply pressed again, as after a broken connection, is the same reply."""

from __future__ import annotations

import pytest
from tests.cast import (
    LATER_THAT_DAY,
    NEXT_DAY,
    a_letter,
    given_draft,
    given_letter,
    given_open_case,
    given_sent_reply,
    given_town,
    recorded,
)

from presszero.cases.models import Contact
from presszero.replies.sending import send_reply

pytestmark = pytest.mark.django_db


def test_same_words_pressed_again_send_nothing_and_give_back_the_reply() -> None:
    town = given_town()
    case = given_open_case(taken_by=town.tomas)
    first = given_sent_reply(case, by=town.tomas)
    given_draft(case, by=town.tomas, body=first.text)
    again = send_reply(
        case_id=case.pk, by=town.tomas.actor, at=LATER_THAT_DAY, message_id="again@portlumen.example"
    )
    assert again == first
    assert Contact.objects.filter(kind="reply").count() == 1
    assert recorded(case).count("reply.sent") == 1


def test_same_words_after_the_customer_wrote_again_are_another_reply() -> None:
    town = given_town()
    case = given_open_case(taken_by=town.tomas)
    first = given_sent_reply(case, by=town.tomas)
    given_letter(a_letter(text="Thank you.", at=NEXT_DAY), joins=case)
    given_draft(case, by=town.tomas, body=first.text, at=NEXT_DAY)
    again = send_reply(
        case_id=case.pk, by=town.tomas.actor, at=NEXT_DAY, message_id="again@portlumen.example"
    )
    assert again != first
