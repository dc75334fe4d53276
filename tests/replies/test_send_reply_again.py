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
from presszero.replies.drafting import DraftMovedOn, save_draft
from presszero.replies.joining import join_drafts
from presszero.replies.models import Draft
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


def test_two_drafts_of_one_case_never_share_a_version() -> None:
    """Words of a reply that went out long ago, still open in some window, are not taken for the next one's."""
    town = given_town()
    case = given_open_case(taken_by=town.tomas)
    written = given_draft(case, by=town.tomas, body="Dear Maren,")
    given_sent_reply(case, by=town.tomas)
    given_draft(case, by=town.odile, body="The next reply", at=NEXT_DAY)
    for version in (written.version, written.version + 1):
        with pytest.raises(DraftMovedOn):
            save_draft(
                case_id=case.pk, body="Of the last one", version=version, by=town.tomas.actor, at=NEXT_DAY
            )
    assert Draft.objects.get().body == "The next reply"


def test_words_kept_on_after_the_send_are_not_the_beginning_of_the_next_reply() -> None:
    town = given_town()
    case = given_open_case(taken_by=town.tomas)
    written = given_draft(case, by=town.tomas, body="Dear Maren,")
    given_sent_reply(case, by=town.tomas)
    with pytest.raises(DraftMovedOn):
        save_draft(
            case_id=case.pk, body="Dear Maren, and", version=written.version, by=town.tomas.actor, at=NEXT_DAY
        )
    case.refresh_from_db()
    begun = save_draft(case_id=case.pk, body="Hello", version=case.drafted, by=town.tomas.actor, at=NEXT_DAY)
    assert begun.body == "Hello" and begun.version > written.version


def test_draft_that_comes_with_a_merged_case_counts_on_from_what_stood_there() -> None:
    town = given_town()
    kept, merged = given_open_case(taken_by=town.tomas), given_open_case(asks=["timetable"])
    written = given_draft(kept, by=town.tomas, body="Dear Maren,")
    given_sent_reply(kept, by=town.tomas)
    given_draft(merged, by=town.odile, body="From the other case")
    join_drafts(merged_id=merged.pk, kept_id=kept.pk, at=NEXT_DAY)
    assert Draft.objects.get(case=kept).version > written.version + 1
    with pytest.raises(DraftMovedOn):
        save_draft(case_id=kept.pk, body="Old", version=written.version, by=town.tomas.actor, at=NEXT_DAY)
