"""Mail that no person wrote is known, and a person's is not taken for it."""

import pytest

from presszero.channels.email.automatic import is_automatic
from presszero.channels.email.reading import read_mail


def letter(*headers: str, sender: str = "rosa@lake.example", subject: str = "The 42") -> bytes:
    lines = [f"From: {sender}", f"Subject: {subject}", *headers, "", "hello"]
    return "\r\n".join(lines).encode()


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: auto-replied",
        "auto-submitted: Auto-Generated; reason=x",
        "Precedence: bulk",
        "Precedence: auto_reply",
        "Precedence: list",
        "List-Id: <riders.lake.example>",
        "List-Unsubscribe: <mailto:x@y.example>",
        "X-Auto-Response-Suppress: All",
        "X-Autoreply: yes",
        "Return-Path: <>",
        "Content-Type: multipart/report; report-type=delivery-status; boundary=x",
    ],
)
def test_header_of_a_program_is_known(header):
    reason = is_automatic(read_mail(letter(header)))
    assert reason and reason.endswith(".")


@pytest.mark.parametrize(
    "subject",
    [
        "Out of Office: back on Monday",
        "Automatic reply: The 42",
        "Re: Auto-reply",
        "=?utf-8?q?R=C3=A9ponse_automatique_=3A_Le_42?=",
        "Absence du bureau",
        "Je suis en congés jusqu'au 3 août",
    ],
)
def test_subject_of_an_absent_person_is_known(subject):
    assert is_automatic(read_mail(letter(subject=subject)))


@pytest.mark.parametrize(
    "sender",
    ["MAILER-DAEMON@x.example", "postmaster@x.example", "no-reply@shop.example", "bounces+1@x.example"],
)
def test_sender_that_no_person_reads_is_known(sender):
    assert is_automatic(read_mail(letter(sender=sender)))


def test_empty_envelope_sender_is_known():
    assert is_automatic(read_mail(letter()), envelope_from="")
    assert is_automatic(read_mail(letter()), envelope_from="<>")


@pytest.mark.parametrize(
    "raw",
    [
        letter(),
        letter("Auto-Submitted: no"),
        letter("Precedence: normal"),
        letter("Return-Path: <rosa@lake.example>"),
        letter(subject="Your office is out of order"),
        letter(subject="Automatic doors at the library hit me"),
        letter(subject="Out of bus, out of patience"),
        letter(subject="Absent driver on route 42"),
        letter(sender="noreen@lake.example"),
    ],
)
def test_person_is_not_taken_for_a_program(raw):
    assert is_automatic(read_mail(raw), envelope_from="rosa@lake.example") is None


def test_subject_made_to_be_slow_is_answered():
    assert is_automatic(read_mail(letter(subject="re: " * 200 + "fw:" * 200))) is None
