"""A reply with files and readers in copy: what leaves, what each gets, and that a CC gains nothing."""

from __future__ import annotations

import re
from email.message import EmailMessage
from typing import Any

import pytest
from django.test import Client
from tests.cast import MAREN, PortLumen, given_sent_reply, given_town, recorded
from tests.channels.email.correspondence import Correspondence
from tests.channels.email.test_bounces_come_back import letter

from presszero.cases.links import new_link
from presszero.cases.models import Case, Contact
from presszero.channels.email.models import Outgoing
from presszero.channels.webform.files import keep_file
from presszero.ground import clock
from presszero.replies.enclosing import attach_files, copy_to
from presszero.replies.models import Draft

pytestmark = pytest.mark.django_db
UNION, THEIR_WORDS = "union@workers.example", "The union asks for the shift lists of that night."
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


@pytest.fixture
def town() -> PortLumen:
    return given_town()


@pytest.fixture
def post(town: PortLumen, settings: Any) -> Correspondence:
    return Correspondence(settings)


@pytest.fixture
def case(post: Correspondence) -> Case:
    post.arrives(letter(), sender=MAREN)
    return Case.objects.get()


def answered(case: Case, town: PortLumen, post: Correspondence, *, copies: tuple[str, ...] = ()) -> Contact:
    """Send a reply with a paper beside its words, a picture within them, and readers in copy."""
    by, at = town.tomas.actor, clock.now()
    paper = keep_file([b"%PDF-1.7 of line 7"], "timetable.pdf", at)
    picture = keep_file([PNG], "stop.png", at)
    attach_files(case_id=case.pk, files=[paper], by=by, at=at)
    inline = type(picture)(**{**vars(picture), "inline": True})
    attach_files(case_id=case.pk, files=[inline], by=by, at=at)
    copy_to(case_id=case.pk, addresses=copies, our_domain="portlumen.example", by=by, at=at)
    reply = given_sent_reply(case, by=town.tomas, at=at)
    post.goes_on()
    return reply


def mails_with(post: Correspondence, reply: Contact) -> list[EmailMessage]:
    return [mail for mail in post.left if mail["Message-ID"] == f"<{reply.message_id}>"]


def words_of(mail: EmailMessage) -> str:
    return str(mail.get_body(("plain",)).get_content())  # type: ignore[union-attr]


def test_files_leave_as_real_attachments_and_the_picture_within_the_words(
    case: Case, town: PortLumen, post: Correspondence
) -> None:
    [mail] = mails_with(post, answered(case, town, post))
    kinds = {part.get_filename(): part for part in mail.walk() if part.get_filename()}
    assert kinds["timetable.pdf"].get_content() == b"%PDF-1.7 of line 7"
    assert kinds["timetable.pdf"].get_content_disposition() == "attachment"
    assert kinds["stop.png"].get_content_disposition() == "inline"
    named = kinds["stop.png"]["Content-ID"].strip("<>")
    assert f'src="cid:{named}"' in mail.get_body(("html",)).get_content()  # type: ignore[union-attr]


def test_picture_stands_where_the_words_name_it() -> None:
    from presszero.channels.email.composing import OutgoingFile, _as_html

    picture = OutgoingFile("stop.png", "image/png", PNG, "abc@picture")
    drawn = _as_html("Here it is:\n\n[stop.png]\n\nYours", [picture])
    assert "[stop.png]" not in drawn
    assert drawn.index("Here it is") < drawn.index("cid:abc@picture") < drawn.index("Yours")


def test_customer_sees_and_opens_what_was_sent_to_them(
    case: Case, town: PortLumen, post: Correspondence
) -> None:
    reply = answered(case, town, post)
    token = new_link(case=case, sent_to=MAREN, at=clock.now())
    page = Client().get(f"/c/{token}/").content.decode()
    for one in reply.attachments.all():
        assert one.name in page
        assert Client().get(f"/c/{token}/files/{one.pk}/").status_code == 200


def test_copy_holds_the_words_and_nothing_that_opens_the_case(
    case: Case, town: PortLumen, post: Correspondence
) -> None:
    reply = answered(case, town, post, copies=(UNION,))
    theirs, copy = sorted(mails_with(post, reply), key=lambda mail: "/c/" not in words_of(mail))
    assert (theirs["To"], theirs["Cc"]) == (copy["To"], copy["Cc"]) == (MAREN, UNION)
    assert "refunded in full" in words_of(copy)
    everything = copy.as_string() + "".join(
        str(part.get_content()) for part in copy.walk() if part.get_content_maintype() == "text"
    )
    assert "/c/" not in everything
    assert case.reply_token not in everything
    assert copy["Reply-To"] == "transit@portlumen.example"
    assert sorted(Outgoing.objects.filter(contact=reply).values_list("recipient", flat=True)) == [
        MAREN,
        UNION,
    ]


def from_the_union(reply: Contact) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = f"Union <{UNION}>", "transit@portlumen.example"
    message["Subject"], message["Message-ID"] = "Re: Saturday", "<answer-1@workers.example>"
    message["In-Reply-To"] = f"<{reply.message_id}>"
    message.set_content(f"{THEIR_WORDS} Can you send them to us?")
    return message.as_bytes()


def test_answer_of_who_reads_along_is_threaded_marked_and_kept_from_the_customer(
    case: Case, town: PortLumen, post: Correspondence
) -> None:
    reply = answered(case, town, post, copies=(UNION,))
    points, acknowledged = case.points.count(), len(post.left)
    post.arrives(from_the_union(reply), sender=UNION)
    answer = Contact.objects.get(address=UNION)
    assert (answer.case_id, answer.confirmed_ours) == (case.pk, False)
    assert case.points.count() == points  # who reads along asks for nothing that would hold up a reply
    assert len(post.left) == acknowledged  # and is sent no private page
    token = new_link(case=case, sent_to=MAREN, at=clock.now())
    for address in (f"/c/{token}/", f"/api/v1/c/{token}/"):
        assert THEIR_WORDS not in Client().get(address).content.decode()
    desk = Client()
    desk.force_login(town.tomas)
    shown = desk.get(f"/desk/cases/{case.pk}/").content.decode()
    assert THEIR_WORDS in shown
    assert "Reads along in copy." in shown
    assert f"Copy to {UNION}" in shown


def test_words_of_a_stranger_in_the_thread_are_no_point_on_the_customers_page(
    case: Case, town: PortLumen, post: Correspondence
) -> None:
    reply = answered(case, town, post)
    post.arrives(from_the_union(reply), sender=UNION)
    assert case.points.filter(contact__address=UNION).exists()  # a colleague sees them, and decides
    token = new_link(case=case, sent_to=MAREN, at=clock.now())
    for address in (f"/c/{token}/", f"/api/v1/c/{token}/"):
        assert "send them to us" not in Client().get(address).content.decode()


def test_copy_that_comes_back_is_told_and_leaves_the_customers_letter_alone(
    case: Case, town: PortLumen, post: Correspondence
) -> None:
    from presszero.channels.email.deliver import note_bounce

    reply = answered(case, town, post, copies=(UNION,))
    copy = Outgoing.objects.get(contact=reply, recipient=UNION)
    note_bounce(
        message_id="", tokens=[copy.bounce_token], words="No such user", permanent=True, at=clock.now()
    )
    case.refresh_from_db()
    assert case.state == Case.State.WAITING
    assert "The copy of our reply to union@workers.example" in case.notes.latest("id").text
    assert "case.reopened" not in recorded(case)


def test_who_read_the_customers_letter_in_copy_is_proposed_and_never_copied_by_itself(
    case: Case, town: PortLumen, post: Correspondence
) -> None:
    again = EmailMessage()
    again["From"], again["To"] = f"Maren <{MAREN}>", "transit@portlumen.example"
    again["Cc"] = f"{UNION}, library@portlumen.example"
    again["Subject"], again["Message-ID"] = "Once more", "<again-1@lakemail.example>"
    again["In-Reply-To"] = f"<{case.contacts.get(kind='letter').message_id}>"
    again.set_content("My union should read your answer too.")
    post.arrives(again.as_bytes(), sender=MAREN)
    assert Contact.objects.get(message_id="again-1@lakemail.example").copied_to == [UNION]
    desk = Client()
    desk.force_login(town.tomas)
    shown = desk.get(f"/desk/cases/{case.pk}/").content.decode()
    assert re.search(rf"Also to {UNION}", shown)
    assert not Draft.objects.filter(case=case).exists()
