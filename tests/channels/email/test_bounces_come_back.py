"""A mail of ours that comes back is told to a person; a machine that answers a machine falls silent."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.test import Client
from tests.cast import LATER_THAT_DAY, MAREN, PortLumen, given_sent_reply, given_town, letter_text, recorded
from tests.channels.email.correspondence import Correspondence

from presszero.cases.models import Case, Contact, Note
from presszero.channels.email.models import Outgoing
from presszero.ground import clock

pytestmark = pytest.mark.django_db
MOST_MAILS_IN_A_DAY = 4


@pytest.fixture
def town() -> PortLumen:
    return given_town()


@pytest.fixture
def post(town: PortLumen, settings: Any) -> Correspondence:
    return Correspondence(settings)


def letter(number: int = 1, *, text: str = "", **headers: str) -> bytes:
    message = EmailMessage()
    message["From"] = f"Maren Oduya <{MAREN}>"
    message["To"] = headers.pop("to", "transit@portlumen.example")
    message["Subject"] = headers.pop("subject", "About Saturday night")
    message["Message-ID"] = f"<{number}@lakemail.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text or letter_text(["refund"]))
    return message.as_bytes()


def report_of(sent: EmailMessage, *, action: str = "failed", status: str = "5.1.1") -> bytes:
    """Return the report of a mail system that could not hand over a mail of ours (RFC 3464)."""
    return (
        "From: Mail Delivery <mailer-daemon@lakemail.example>\r\n"
        f"To: {sent['X-Envelope-From']}\r\nSubject: Undelivered mail\r\nMessage-ID: <report-{sent['Message-ID'][1:]}\r\n"
        'Auto-Submitted: auto-replied\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nYour mail did not arrive.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; lakemail.example\r\n\r\n"
        f"Final-Recipient: rfc822; {MAREN}\r\nAction: {action}\r\nStatus: {status}\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 There is nobody of that name here\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {sent['Message-ID']}\r\n--b--\r\n"
    ).encode()


def sent_to(post: Correspondence) -> str:
    return str(post.left[-1]["X-Envelope-From"])


def test_reply_that_comes_back_brings_its_case_back_with_a_plain_note(
    post: Correspondence, town: PortLumen
) -> None:
    post.arrives(letter(), sender=MAREN)
    case = Case.objects.get()
    given_sent_reply(case, by=town.tomas)
    post.goes_on()
    assert Case.objects.get().state == "waiting"
    arrival = post.arrives(report_of(post.left[-1]), sender="", to=sent_to(post))
    case.refresh_from_db()
    assert (arrival.state, case.state) == ("bounce", "open")
    assert case.answer_due_at is not None
    note = Note.objects.get()
    assert f"Our mail to {MAREN} did not arrive" in note.text
    assert "There is nobody of that name here" in note.text
    assert "case.reopened" in recorded(case)


def test_reply_says_that_the_last_mail_to_its_address_came_back_until_one_arrives(
    post: Correspondence, town: PortLumen, client: Client
) -> None:
    post.arrives(letter(), sender=MAREN)
    case = Case.objects.get()
    given_sent_reply(case, by=town.tomas)
    post.goes_on()
    client.force_login(town.tomas)
    told = f"The last mail to {MAREN} came back: “550 5.1.1 There is nobody of that name here”"
    assert told not in client.get(f"/desk/cases/{case.pk}/").content.decode()
    post.arrives(report_of(post.left[-1]), sender="", to=sent_to(post))
    page = client.get(f"/desk/cases/{case.pk}/").content.decode()
    assert told in page[page.index('id="part-composer"') :]
    Outgoing.objects.update(state=Outgoing.State.SENT)
    assert told not in client.get(f"/desk/cases/{case.pk}/").content.decode()


def test_report_that_comes_twice_is_noted_once(post: Correspondence) -> None:
    post.arrives(letter(), sender=MAREN)
    for _ in range(2):
        post.arrives(report_of(post.left[0]), sender="", to=sent_to(post))
    assert Note.objects.count() == 1
    assert Outgoing.objects.get().state == "bounced"


def test_report_of_our_acknowledgement_is_never_answered(post: Correspondence) -> None:
    post.arrives(letter(), sender=MAREN)
    assert len(post.left) == 1
    post.arrives(report_of(post.left[0]), sender="", to=sent_to(post))
    assert (len(post.left), Case.objects.count()) == (1, 1)


def test_report_of_a_delay_changes_nothing_yet(post: Correspondence) -> None:
    post.arrives(letter(), sender=MAREN)
    arrival = post.arrives(
        report_of(post.left[0], action="delayed", status="4.4.7"), sender="", to=sent_to(post)
    )
    assert (arrival.state, Note.objects.count(), Outgoing.objects.get().state) == ("bounce", 0, "sent")


def test_report_of_a_mail_that_was_never_ours_is_a_letter_that_nobody_answers(post: Correspondence) -> None:
    forged = EmailMessage()
    forged["Message-ID"], forged["X-Envelope-From"] = (
        "<guessed@portlumen.example>",
        "transit@portlumen.example",
    )
    arrival = post.arrives(report_of(forged), sender="")
    assert (arrival.state, Case.objects.get().automatic, post.left) == ("read", True, [])


def test_note_of_absence_to_the_return_path_joins_its_case_and_is_no_bounce(post: Correspondence) -> None:
    post.arrives(letter(), sender=MAREN)
    absent = letter(2, text="I am away until Monday.", subject="Out of office", Auto_Submitted="auto-replied")
    arrival = post.arrives(absent, sender="", to=sent_to(post))
    assert (arrival.state, Case.objects.count(), Note.objects.count()) == ("read", 1, 0)
    assert Outgoing.objects.get().state == "sent"
    assert Contact.objects.filter(case=Case.objects.get(), direction="in").count() == 2


def test_address_that_no_mail_can_reach_is_told_to_a_person(post: Correspondence) -> None:
    odd = letter().replace(MAREN.encode(), b'"a b"@lakemail.example')
    post.arrives(odd, sender=MAREN)
    outgoing = Outgoing.objects.first()
    if outgoing and outgoing.state == "refused":
        assert "The customer has heard nothing" in Note.objects.get().text
    assert not Outgoing.objects.filter(state="waiting").exists()


@pytest.mark.parametrize(
    "manner",
    [
        {"Auto_Submitted": "auto-replied"},
        {"subject": "Automatic reply: About Saturday night"},
        {"Precedence": "bulk"},
        {},  # a machine that says nothing of itself
    ],
    ids=["says so", "by its subject", "bulk", "says nothing"],
)
@pytest.mark.parametrize("answers_to", ["Reply-To", "From", "return path"])
def test_two_machines_that_answer_each_other_fall_silent_within_a_day(
    manner: dict[str, str], answers_to: str, post: Correspondence
) -> None:
    clock.shift_to(LATER_THAT_DAY)
    post.arrives(letter(0, **manner), sender=MAREN)
    answered = 0
    for minute in range(0, 24 * 60, 5):
        if answered == len(post.left):
            break
        clock.shift_to(LATER_THAT_DAY + timedelta(minutes=minute))
        for ours in post.left[answered:]:
            answered += 1
            to = {"Reply-To": ours["Reply-To"], "From": ours["From"].addresses[0].addr_spec}.get(
                answers_to, ours["X-Envelope-From"]
            )
            post.arrives(letter(answered, to=str(to), **manner), sender=MAREN, to=str(to))
    assert len(post.left) <= MOST_MAILS_IN_A_DAY
    assert answered == len(post.left)
