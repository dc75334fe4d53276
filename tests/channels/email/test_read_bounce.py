"""A report that our mail did not arrive is read: which mail, for whom, for good or for now."""

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presszero.channels.email.bounces import read_bounce
from presszero.channels.email.reading import read_mail

sys.path.insert(0, str(Path(__file__).parent))
from corpus import FOLDER, NOT_HERE

REPORTS = FOLDER / "mikel-mail" / "multipart_report_emails"


def report(
    fields: str, kind: str = "delivery-status", copy: str = "Message-ID: <ours@portlumen.example>"
) -> bytes:
    return (
        "From: MAILER-DAEMON@relay.example\r\nReturn-Path: <>\r\n"
        f'Content-Type: multipart/report; report-type={kind}; boundary="b"\r\n\r\n'
        "--b\r\n\r\nSorry, it did not arrive.\r\n"
        f"--b\r\nContent-Type: message/{kind}\r\n\r\nReporting-MTA: dns; relay.example\r\n\r\n{fields}\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\n{copy}\r\n\r\n--b--\r\n"
    ).encode()


QMAIL = b"""From: MAILER-DAEMON@relay.example
Return-Path: <>
Subject: failure notice

Hi. This is the qmail-send program at relay.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<rosa@lake.example>:
192.0.2.7 does not like recipient.
Remote host said: 550 5.1.1 User unknown
Giving up on 192.0.2.7.

--- Below this line is a copy of the message.

Return-Path: <bounce@portlumen.example>
Message-ID: <ours@portlumen.example>
From: Bus <bus@portlumen.example>

We are sorry.
"""

EXIM = b"""From: Mail Delivery System <Mailer-Daemon@relay.example>
X-Failed-Recipients: rosa@lake.example
Auto-Submitted: auto-replied
Subject: Mail delivery failed: returning message to sender

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  rosa@lake.example
    all relevant MX records point to non-existent hosts

------ This is a copy of the message, including all the headers. ------

Message-Id: <ours@portlumen.example>
From: Bus <bus@portlumen.example>
"""


def test_standard_report_is_read():
    bounce = read_bounce(
        report("Final-Recipient: rfc822; rosa@Lake.Example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
               "Diagnostic-Code: smtp; 550 5.1.1 No such\r\n user here")
    )  # fmt: skip
    assert bounce.original_message_id == "ours@portlumen.example"
    assert (bounce.recipient, bounce.status, bounce.permanent) == ("rosa@lake.example", "5.1.1", True)
    assert bounce.diagnostic == "550 5.1.1 No such user here"


def test_delayed_mail_is_not_lost_for_good():
    bounce = read_bounce(report("Final-Recipient: rfc822;a@b.example\r\nAction: delayed\r\nStatus: 4.2.2"))
    assert (bounce.permanent, bounce.status) == (False, "4.2.2")


def test_failed_recipient_is_named_before_a_delayed_one():
    bounce = read_bounce(
        report("Final-Recipient: rfc822;slow@b.example\r\nAction: delayed\r\nStatus: 4.2.2\r\n\r\n"
               "Final-Recipient: rfc822;gone@b.example\r\nAction: failed\r\nStatus: 5.1.1")
    )  # fmt: skip
    assert (bounce.recipients, bounce.permanent) == (("gone@b.example",), True)


def test_success_read_receipt_and_letter_are_no_bounces():
    assert (
        read_bounce(report("Final-Recipient: rfc822;a@b.example\r\nAction: delivered\r\nStatus: 2.0.0"))
        is None
    )
    assert (
        read_bounce(report("Disposition: manual-action; displayed", kind="disposition-notification")) is None
    )
    assert (
        read_bounce(
            b"From: rosa@lake.example\r\nSubject: Undeliverable\r\n\r\nyour bus could not be delivered"
        )
        is None
    )


@pytest.mark.parametrize(("raw", "status"), [(QMAIL, "5.1.1"), (EXIM, "")], ids=["qmail", "exim"])
def test_report_of_older_mail_systems_is_read(raw, status):
    bounce = read_bounce(read_mail(raw))
    assert bounce.original_message_id == "ours@portlumen.example"
    assert (bounce.recipient, bounce.status, bounce.permanent) == ("rosa@lake.example", status, True)
    assert "user unknown" in bounce.diagnostic.lower() or "non-existent hosts" in bounce.diagnostic


@pytest.mark.skipif(not REPORTS.is_dir(), reason=NOT_HERE)
@pytest.mark.parametrize(
    ("name", "recipient", "status", "permanent", "count", "message_id"),
    [
        ("report_422.eml", "fraser@oooooooo.com.au", "4.2.2", False, 1, "15655788.13.1200472642578"),
        ("report_530.eml", "edwin@zzzzzzz.com", "5.3.0", True, 1, "200712232303.lBNN3jDq002941"),
        ("multipart_report_multiple_status.eml", "u@ci.com", "5.3.0", True, 1, "4c2a146147ac8"),
        ("multi_address_bounce1.eml", "bbbbvhvbbvkjbhfbvbvjhb@gmail.com", "5.1.1", True, 5, ""),
    ],
)
def test_report_of_the_corpus_is_read(name, recipient, status, permanent, count, message_id):
    bounce = read_bounce((REPORTS / name).read_bytes())
    assert (bounce.recipient, bounce.status, bounce.permanent) == (recipient, status, permanent)
    assert len(bounce.recipients) == count
    assert bounce.original_message_id.startswith(message_id)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_any_report_is_answered(fields):
    read_bounce(report(fields.encode("utf-8", "replace").decode()))
