"""The draft: kept as it is typed, and never written over by a colleague unseen."""

from __future__ import annotations

import threading

import pytest
from django.db import transaction
from tests.cast import LATER_THAT_DAY, NEXT_DAY, given_draft, given_open_case, given_town, recorded
from tests.sealing import Colleague

from presszero.cases.errors import NoSuchCase
from presszero.pure.errors import BadInput
from presszero.replies.drafting import LONGEST_BODY, LONGEST_WINDOW, DraftMovedOn, save_draft
from presszero.replies.models import Draft

pytestmark = pytest.mark.django_db


def test_text_is_kept_with_its_author_and_not_recorded() -> None:
    town = given_town()
    case = given_open_case()
    before = recorded(case)
    draft = given_draft(case, by=town.tomas, body="Dear Maren Oduya,")
    assert (draft.body, draft.author, draft.version, draft.saved_at) == (
        "Dear Maren Oduya,",
        town.tomas,
        1,
        LATER_THAT_DAY,
    )
    assert recorded(case) == before


def test_same_text_again_is_no_new_version() -> None:
    town = given_town()
    case = given_open_case()
    given_draft(case, by=town.tomas, body="Dear Maren Oduya,")
    again = save_draft(case_id=case.pk, body="Dear Maren Oduya,", version=1, by=town.odile.actor, at=NEXT_DAY)
    assert (again.version, again.author) == (1, town.tomas)


def test_colleague_who_saw_the_newest_text_goes_on_with_it() -> None:
    town = given_town()
    case = given_open_case()
    given_draft(case, by=town.tomas, body="Dear")
    draft = save_draft(case_id=case.pk, body="Dear Maren", version=1, by=town.odile.actor, at=NEXT_DAY)
    assert (draft.body, draft.author, draft.version) == ("Dear Maren", town.odile, 2)


def test_text_written_over_an_older_version_is_refused_and_the_newer_stays() -> None:
    town = given_town()
    case = given_open_case()
    given_draft(case, by=town.tomas, body="Dear")
    save_draft(case_id=case.pk, body="Dear Maren", version=1, by=town.odile.actor, at=NEXT_DAY)
    with pytest.raises(DraftMovedOn, match="Odile Farrow saved this reply after you opened it"):
        save_draft(case_id=case.pk, body="Dear Ms Oduya", version=1, by=town.tomas.actor, at=NEXT_DAY)
    assert Draft.objects.get().body == "Dear Maren"


def test_save_whose_answer_was_lost_comes_again_from_its_window() -> None:
    town = given_town()
    case = given_open_case()
    given_draft(case, by=town.tomas, body="D")
    for body in ("De", "Dea", "Dear"):
        save_draft(case_id=case.pk, body=body, version=1, window="one", by=town.tomas.actor, at=NEXT_DAY)
    assert Draft.objects.get().version == 4


@pytest.mark.parametrize("window", ["two", ""])
def test_ones_own_words_of_another_window_are_not_written_over(window: str) -> None:
    town = given_town()
    case = given_open_case()
    given_draft(case, by=town.tomas, body="Dear")
    first = "Dear Maren, from the first window."
    save_draft(case_id=case.pk, body=first, version=1, window="one", by=town.tomas.actor, at=NEXT_DAY)
    with pytest.raises(DraftMovedOn, match="You saved other words for this reply in another window"):
        save_draft(case_id=case.pk, body="Hello", version=1, window=window, by=town.tomas.actor, at=NEXT_DAY)
    assert Draft.objects.get().body == first


def test_higher_version_of_a_reply_that_was_sent_is_another_too() -> None:
    town = given_town()
    case = given_open_case()
    given_draft(case, by=town.tomas, body="The next reply")
    with pytest.raises(DraftMovedOn):
        save_draft(
            case_id=case.pk, body="Of the last one", version=7, window="old", by=town.tomas.actor, at=NEXT_DAY
        )
    assert Draft.objects.get().body == "The next reply"


def test_once_another_window_saved_ones_own_late_words_are_refused_too() -> None:
    town = given_town()
    case = given_open_case()
    given_draft(case, by=town.tomas, body="D")
    for body, version, window in (("De", 1, "one"), ("Dear", 2, "two")):
        save_draft(
            case_id=case.pk, body=body, version=version, window=window, by=town.tomas.actor, at=NEXT_DAY
        )
    with pytest.raises(DraftMovedOn):
        save_draft(case_id=case.pk, body="Den", version=1, window="one", by=town.tomas.actor, at=NEXT_DAY)


def test_name_of_a_window_longer_than_any_of_ours_is_cut() -> None:
    town = given_town()
    case = given_open_case()
    save_draft(case_id=case.pk, body="Dear", version=0, window="w" * 900, by=town.tomas.actor, at=NEXT_DAY)
    assert Draft.objects.get().saved_in == "w" * LONGEST_WINDOW


def test_longer_than_a_letter_is_refused_with_the_numbers() -> None:
    town = given_town()
    case = given_open_case()
    with pytest.raises(BadInput, match="100,001 letters are more than 100,000"):
        given_draft(case, by=town.tomas, body="x" * (LONGEST_BODY + 1))


def test_stranger_writes_nothing() -> None:
    town = given_town()
    case = given_open_case()
    with pytest.raises(NoSuchCase):
        given_draft(case, by=town.ivo, body="Hello")
    assert not Draft.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_one_draft_at_once_one_is_told_and_nothing_is_lost() -> None:
    town = given_town()
    case = given_open_case()
    given_draft(case, by=town.noor, body="Dear")
    together = threading.Barrier(2)

    def saving(who: object, body: str) -> Draft:
        together.wait(120)
        return save_draft(case_id=case.pk, body=body, version=1, by=who.actor, at=NEXT_DAY)  # type: ignore[attr-defined]

    hands = [
        Colleague(lambda: saving(town.tomas, "Dear, from Tomas")),
        Colleague(lambda: saving(town.odile, "Dear, from Odile")),
    ]
    for hand in hands:
        hand.start()
    told = [hand for hand in hands if isinstance(hand.done().error, DraftMovedOn)]
    kept = [hand for hand in hands if hand.error is None]
    assert (len(told), len(kept)) == (1, 1)
    assert Draft.objects.get().body == kept[0].answer.body


@pytest.mark.django_db(transaction=True)
def test_two_who_begin_a_draft_at_once_share_it() -> None:
    town = given_town()
    case = given_open_case()
    with transaction.atomic():
        given_draft(case, by=town.tomas, body="Dear")
        other = Colleague(
            lambda: save_draft(case_id=case.pk, body="Hello", version=0, by=town.odile.actor, at=NEXT_DAY)
        )
        other.start()
    assert isinstance(other.done().error, DraftMovedOn) or Draft.objects.get().body == "Dear"
    assert Draft.objects.count() == 1
