"""What goes along with a reply: kept with the draft, sent with the letter, and nothing gained by who reads in copy."""

from __future__ import annotations

import pytest
from tests.cast import (
    LATER_THAT_DAY,
    MAREN,
    PortLumen,
    given_draft,
    given_marks,
    given_open_case,
    given_sent_reply,
    given_town,
)

from presszero.cases.actions import ArrivedFile
from presszero.cases.errors import NoSuchCase
from presszero.cases.models import Case
from presszero.channels.webform.files import keep_file
from presszero.pure.errors import BadInput, NotFoundHere
from presszero.replies import enclosing
from presszero.replies.checking import check_draft
from presszero.replies.drafting import DraftIsLeaving, save_draft
from presszero.replies.enclosing import attach_files, copy_to, seen_draft_file, take_file_off
from presszero.replies.joining import join_drafts
from presszero.replies.leaving import let_go
from presszero.replies.models import Draft, DraftFile
from presszero.replies.sending import send_reply

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


@pytest.fixture
def town() -> PortLumen:
    return given_town()


@pytest.fixture
def case(town: PortLumen) -> Case:
    return given_open_case(asks=["refund"], taken_by=town.tomas)


def a_file(name: str = "timetable.pdf", content: bytes = b"%PDF-1.7 of line 7") -> ArrivedFile:
    return keep_file([content], name, LATER_THAT_DAY)


def attached(case: Case, town: PortLumen, *files: ArrivedFile) -> list[DraftFile]:
    return attach_files(case_id=case.pk, files=files, by=town.tomas.actor, at=LATER_THAT_DAY)


def sent(case: Case, town: PortLumen, number: int = 1) -> object:
    return send_reply(
        case_id=case.pk,
        by=town.tomas.actor,
        at=LATER_THAT_DAY,
        message_id=f"files-{number}@portlumen.example",
    )


def test_file_waits_with_the_draft_and_goes_with_the_reply(town: PortLumen, case: Case) -> None:
    [kept] = attached(case, town, a_file())
    save_draft(case_id=case.pk, body="Other words.", version=None, by=town.odile.actor, at=LATER_THAT_DAY)
    assert list(case.draft.files.all()) == [kept]
    reply = given_sent_reply(case, by=town.tomas)
    [gone] = reply.attachments.all()
    assert (gone.name, gone.content_type, gone.inline) == ("timetable.pdf", "application/pdf", False)
    assert not DraftFile.objects.exists()


def test_words_that_say_a_file_goes_along_are_held_against_the_files(town: PortLumen, case: Case) -> None:
    given_draft(case, by=town.tomas, body="Dear Maren Oduya,\n\nThe new timetable is attached.\n\nTomas Vell")

    def missed() -> list[str]:
        checked = check_draft(case=case, at=LATER_THAT_DAY)
        return [one.quote for one in checked.check.findings if one.rule == "enclosure-missing"]

    assert missed() == ["The new timetable is attached."]
    [kept] = attached(case, town, a_file())
    assert missed() == []
    take_file_off(case_id=case.pk, draft_file_id=kept.pk, by=town.tomas.actor, at=LATER_THAT_DAY)
    assert missed() == ["The new timetable is attached."]


def test_type_is_told_from_the_bytes_and_not_from_the_name(town: PortLumen, case: Case) -> None:
    [kept] = attached(case, town, a_file("holiday.png", b"<html><script>steal()</script>"))
    assert kept.content_type == "application/octet-stream"


def test_two_pictures_of_one_name_are_told_apart(town: PortLumen, case: Case) -> None:
    names = [one.name for _ in range(3) for one in attached(case, town, a_file("image.png", PNG))]
    assert names == ["image.png", "image-2.png", "image-3.png"]


def test_more_than_a_mail_carries_is_refused_with_the_numbers(
    town: PortLumen, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(enclosing, "LARGEST_TOTAL_BYTES", 2_000_000)
    attached(case, town, a_file("one.pdf", b"%PDF-" + b"1" * 1_500_000))
    with pytest.raises(BadInput, match=r"3\.0 MB together are more than the 2 MB"):
        attached(case, town, a_file("two.pdf", b"%PDF-" + b"2" * 1_500_000))
    assert case.draft.files.count() == 1


def test_eleventh_file_is_refused(town: PortLumen, case: Case) -> None:
    attached(case, town, *(a_file(f"{number}.txt", b"times") for number in range(10)))
    with pytest.raises(BadInput, match="11 files are more than the 10"):
        attached(case, town, a_file("eleven.txt", b"times"))


def test_file_can_be_taken_off_again_by_who_sees_the_case(town: PortLumen, case: Case) -> None:
    [kept] = attached(case, town, a_file())
    with pytest.raises(NotFoundHere):
        seen_draft_file(draft_file_id=kept.pk, by=town.ivo.actor)
    with pytest.raises(NoSuchCase):
        take_file_off(case_id=case.pk, draft_file_id=kept.pk, by=town.ivo.actor, at=LATER_THAT_DAY)
    take_file_off(case_id=case.pk, draft_file_id=kept.pk, by=town.odile.actor, at=LATER_THAT_DAY)
    assert not case.draft.files.exists()
    with pytest.raises(NotFoundHere):
        take_file_off(case_id=case.pk, draft_file_id=kept.pk, by=town.odile.actor, at=LATER_THAT_DAY)


def test_file_of_another_case_is_not_taken_off_here(town: PortLumen, case: Case) -> None:
    other = given_open_case(asks=["timetable"])
    [kept] = attached(other, town, a_file())
    with pytest.raises(NotFoundHere):
        take_file_off(case_id=case.pk, draft_file_id=kept.pk, by=town.tomas.actor, at=LATER_THAT_DAY)


def test_stranger_attaches_nothing(town: PortLumen, case: Case) -> None:
    with pytest.raises(NoSuchCase):
        attach_files(case_id=case.pk, files=[a_file()], by=town.ivo.actor, at=LATER_THAT_DAY)


def test_what_goes_along_stands_still_once_send_was_pressed(town: PortLumen, case: Case) -> None:
    [kept] = attached(case, town, a_file())
    given_draft(case, by=town.tomas)
    given_marks(case, by=town.tomas)
    let_go(case_id=case.pk, leaves_at=None, by=town.tomas.actor, at=LATER_THAT_DAY)
    with pytest.raises(DraftIsLeaving):
        attached(case, town, a_file("late.pdf"))
    with pytest.raises(DraftIsLeaving):
        take_file_off(case_id=case.pk, draft_file_id=kept.pk, by=town.tomas.actor, at=LATER_THAT_DAY)
    with pytest.raises(DraftIsLeaving):
        copied(case, town, "union@workers.example")


def copied(case: Case, town: PortLumen, *addresses: str) -> Draft:
    return copy_to(
        case_id=case.pk,
        addresses=addresses,
        our_domain="portlumen.example",
        by=town.tomas.actor,
        at=LATER_THAT_DAY,
    )


def test_readers_in_copy_go_with_the_reply_once_each(town: PortLumen, case: Case) -> None:
    copied(case, town, "Union@Workers.example", " union@workers.example", "")
    reply = given_sent_reply(case, by=town.tomas)
    assert reply.copied_to == ["union@workers.example"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nobody", "is no mail address"),
        ("library@portlumen.example", "our own house"),
        (MAREN, "they get the reply anyway"),
    ],
)
def test_address_that_cannot_read_along_is_refused(
    town: PortLumen, case: Case, address: str, said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        copied(case, town, "union@workers.example", address)
    assert not Draft.objects.filter(case=case).exclude(copied_to=[]).exists()


def test_same_words_with_a_file_are_another_reply(town: PortLumen, case: Case) -> None:
    first = given_sent_reply(case, by=town.tomas)
    given_draft(case, by=town.tomas, body=first.text)
    assert sent(case, town, 2) == first
    given_draft(case, by=town.tomas, body=first.text)
    attached(case, town, a_file())
    assert sent(case, town, 3) != first


def test_merged_draft_brings_its_files_and_readers(town: PortLumen, case: Case) -> None:
    merged = given_open_case(asks=["timetable"])
    attached(merged, town, a_file("theirs.pdf"))
    copied(merged, town, "union@workers.example")
    given_draft(case, by=town.tomas)
    attached(case, town, a_file("ours.pdf"))
    join_drafts(merged_id=merged.pk, kept_id=case.pk, at=LATER_THAT_DAY)
    draft = Draft.objects.get(case=case)
    assert sorted(draft.files.values_list("name", flat=True)) == ["ours.pdf", "theirs.pdf"]
    assert draft.copied_to == ["union@workers.example"]


def test_files_outlive_an_empty_draft_when_cases_are_merged(town: PortLumen, case: Case) -> None:
    merged = given_open_case(asks=["timetable"])
    given_draft(merged, by=town.tomas, body="Words of the merged one.")
    attached(case, town, a_file("ours.pdf"))
    join_drafts(merged_id=merged.pk, kept_id=case.pk, at=LATER_THAT_DAY)
    draft = Draft.objects.get(case=case)
    assert (draft.body, draft.files.get().name) == ("Words of the merged one.", "ours.pdf")
