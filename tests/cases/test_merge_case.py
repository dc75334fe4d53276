"""Two cases are one: nothing is lost, and what comes later arrives at the one kept."""

from __future__ import annotations

import pytest
from django.db import connection
from tests.cast import (
    LATER_THAT_DAY,
    MORNING,
    NEXT_DAY,
    a_letter,
    given_draft,
    given_letter,
    given_open_case,
    given_sent_reply,
    given_town,
    points_of,
    recorded,
)

from presszero.cases.actions import hand_over
from presszero.cases.errors import CaseMerged, NoSuchCase
from presszero.cases.history import history_of_case
from presszero.cases.linking import link_cases
from presszero.cases.links import link_of, new_link
from presszero.cases.merging import TwoCustomers, merge_case
from presszero.cases.models import Case, Contact, Promise
from presszero.cases.news import together_on
from presszero.cases.notes import add_note
from presszero.cases.pressing import say_urgency
from presszero.cases.tags import tag_case
from presszero.intake.acknowledging import acknowledge_contact
from presszero.intake.threading import case_it_joins
from presszero.pure.errors import BadInput
from presszero.replies.joining import join_drafts

pytestmark = pytest.mark.django_db


def two_cases() -> tuple[Case, Case]:
    """Two letters of Maren's, each acknowledged, the first also answered; the second is to be merged away."""
    town = given_town()
    kept = given_open_case(asks=["refund"], taken_by=town.tomas)
    given_sent_reply(kept, by=town.tomas)
    case = given_open_case(asks=["extra buses", "timetable"], taken_by=town.odile)
    for one in (kept, case):
        letter = one.contacts.get(kind="letter")
        acknowledge_contact(
            contact_id=letter.pk, at=LATER_THAT_DAY, message_id=f"ack-{one.pk}@portlumen.example"
        )
    return case, kept


def merged() -> tuple[Case, Case]:
    from tests.cast import worker

    case, kept = two_cases()
    merge_case(case_id=case.pk, into=kept.pk, by=worker("Tomas Vell").actor, at=NEXT_DAY)
    return Case.objects.get(pk=case.pk), Case.objects.get(pk=kept.pk)


def test_every_letter_point_promise_and_note_stands_in_the_one_kept() -> None:
    case, kept = two_cases()
    town = given_town()
    add_note(case_id=case.pk, text="Seen.", by=town.tomas.actor, at=LATER_THAT_DAY)
    tag_case(case_id=case.pk, tag="fireworks", by=town.tomas.actor, at=LATER_THAT_DAY)
    asked = [point.text for one in (kept, case) for point in points_of(one)]
    letters = set(Contact.objects.values_list("id", "text", "message_id"))
    promises = set(Promise.objects.values_list("id", "what", "due_at", "state"))
    merge_case(case_id=case.pk, into=kept.pk, by=town.tomas.actor, at=NEXT_DAY)
    assert [point.text for point in points_of(kept)] == asked
    assert [point.number for point in points_of(kept)] == [1, 2, 3]
    assert set(kept.contacts.values_list("id", "text", "message_id")) == letters
    assert set(kept.promises.values_list("id", "what", "due_at", "state")) == promises
    assert [note.text for note in kept.notes.all()] == ["Seen."]
    assert together_on(case=kept, by=town.tomas.actor).tags == ["fireworks"]
    for name in ("contacts", "points", "promises", "notes", "links", "followers", "tagged", "steps"):
        assert not getattr(case, name).exists(), name


def test_kept_case_owes_what_either_owed() -> None:
    case, kept = two_cases()
    due = case.answer_due_at
    merge_case(case_id=case.pk, into=kept.pk, by=given_town().tomas.actor, at=NEXT_DAY)
    case.refresh_from_db()
    kept.refresh_from_db()
    assert (kept.state, kept.answer_due_at) == ("open", due)
    assert (case.state, case.merged_into, case.answer_due_at) == ("merged", kept, None)
    assert recorded(case)[-1] == "case.merged"
    assert recorded(kept)[-1] == "case.took_in"


def test_later_mail_arrives_at_the_one_kept_whatever_it_answers() -> None:
    case, kept = merged()
    acknowledgement = kept.contacts.get(message_id=f"ack-{case.pk}@portlumen.example")
    by_address = case_it_joins(reply_tokens=[case.reply_token], message_ids=[], address="")
    by_mail = case_it_joins(reply_tokens=[], message_ids=[acknowledgement.message_id], address="")
    assert by_address is not None and by_mail == kept
    contact = given_letter(a_letter(asks=["library book"], at=NEXT_DAY), joins=by_address)
    assert contact.case == kept
    assert points_of(kept)[-1].number == 4
    case.refresh_from_db()
    assert case.state == "merged"


def test_private_page_of_the_merged_case_is_the_page_of_the_one_kept() -> None:
    case, kept = two_cases()
    token = new_link(case=case, sent_to="", at=LATER_THAT_DAY)
    merge_case(case_id=case.pk, into=kept.pk, by=given_town().tomas.actor, at=NEXT_DAY)
    link = link_of(token, NEXT_DAY)
    assert link is not None and link.case == kept


def test_merging_on_keeps_every_way_in_and_one_step_long() -> None:
    case, kept = merged()
    third = given_open_case(asks=["lost glove"])
    merge_case(case_id=kept.pk, into=third.pk, by=given_town().tomas.actor, at=NEXT_DAY)
    case.refresh_from_db()
    assert case.merged_into == third
    joins = case_it_joins(reply_tokens=[case.reply_token], message_ids=[], address="")
    assert given_letter(a_letter(asks=["timetable"], at=NEXT_DAY), joins=joins).case == third


def test_cases_of_two_customers_stay_two() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    other = given_open_case(asks=["refund"], address="eve@elsewhere.example", name="Eve")
    with pytest.raises(TwoCustomers, match="would read what the other wrote"):
        merge_case(case_id=case.pk, into=other.pk, by=town.tomas.actor, at=NEXT_DAY)
    assert case.contacts.exists()


def test_merged_case_takes_no_more_acts() -> None:
    case, kept = merged()
    tomas = given_town().tomas.actor
    with pytest.raises(CaseMerged, match=f"Open {kept.reference} and go on there"):
        add_note(case_id=case.pk, text="Late.", by=tomas, at=NEXT_DAY)
    with pytest.raises(CaseMerged):
        merge_case(case_id=case.pk, into=kept.pk, by=tomas, at=NEXT_DAY)
    with pytest.raises(BadInput):
        merge_case(case_id=kept.pk, into=kept.pk, by=tomas, at=NEXT_DAY)


def test_stranger_merges_neither_from_nor_into_what_they_do_not_see() -> None:
    case, kept = two_cases()
    town = given_town()
    theirs = given_open_case(asks=["library book"], to="library@portlumen.example")
    for one, into in ((case, kept), (theirs, kept), (case, theirs)):
        with pytest.raises(NoSuchCase):
            merge_case(case_id=one.pk, into=into.pk, by=town.ivo.actor, at=NEXT_DAY)


def test_draft_comes_along_and_two_drafts_lose_no_word() -> None:
    town = given_town()
    case, kept, third = (given_open_case(asks=["refund"]) for _ in range(3))
    given_draft(case, by=town.odile, body="From Odile")
    merge_case(case_id=case.pk, into=kept.pk, by=town.tomas.actor, at=NEXT_DAY)
    for _ in range(2):
        join_drafts(merged_id=case.pk, kept_id=kept.pk, at=NEXT_DAY)
    assert Case.objects.get(pk=kept.pk).draft.body == "From Odile"
    given_draft(third, by=town.tomas, body="From Tomas")
    merge_case(case_id=third.pk, into=kept.pk, by=town.tomas.actor, at=NEXT_DAY)
    join_drafts(merged_id=third.pk, kept_id=kept.pk, at=NEXT_DAY)
    assert Case.objects.get(pk=kept.pk).draft.body == "From Odile"
    note = kept.notes.get()
    assert "From Tomas" in note.text and note.author == town.tomas


def test_links_move_and_the_story_of_both_is_told_in_one() -> None:
    case, kept = two_cases()
    town = given_town()
    third = given_open_case(asks=["lost glove"])
    for other in (kept, third):
        link_cases(case_id=case.pk, reference=other.reference, words="", by=town.tomas.actor, at=NEXT_DAY)
    merge_case(case_id=case.pk, into=kept.pk, by=town.tomas.actor, at=NEXT_DAY)
    kept = Case.objects.select_related("customer").get(pk=kept.pk)
    assert [one.case for one in together_on(case=kept, by=town.tomas.actor).links] == [third]
    told = history_of_case(case=kept)
    assert any(line.case_reference == case.reference for line in told)
    assert any(line.words == f"Tomas Vell merged {case.reference} into this case." for line in told)
    connection.check_constraints()


def test_what_cannot_wait_and_what_was_handed_over_come_along() -> None:
    town = given_town()
    tomas = town.tomas.actor
    kept = given_open_case(asks=["refund"])
    fire = given_letter(
        a_letter(text="There is smoke coming from the bus in front of the library.", at=MORNING)
    ).case
    hand_over(case_id=fire.pk, to=town.odile.pk, words="She has no phone.", by=tomas, at=LATER_THAT_DAY)
    say_urgency(case_id=kept.pk, said="not_urgent", by=tomas, at=LATER_THAT_DAY)
    merge_case(case_id=fire.pk, into=kept.pk, by=tomas, at=NEXT_DAY)
    kept = Case.objects.get(pk=kept.pk)
    assert (kept.pressing, kept.pressing_said) == ("safety", "")
    assert kept.pressing_why[0]["rule"] == "safety.fire"
    handed = kept.hand_overs.first()
    assert handed and handed.note and handed.note.text == "She has no phone."
