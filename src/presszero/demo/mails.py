"""A letter of the demo as the bytes its mail program sends. The same letter gives the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage, MIMEPart
from email.utils import format_datetime

from presszero.demo.papers import Letter
from presszero.demo.pictures import picture

# Far more boxes in boxes than any program writes: its reading is stopped, and the mail goes to quarantine.
BOXES_IN_BOXES = 120_000


@dataclass(frozen=True)
class OurMail:
    """A mail of ours that the customer read: what they answer, or what came back."""

    message_id: str
    reply_to: str
    subject: str
    text: str
    sent_at: datetime


def mail_of(letter: Letter, at: datetime, ours: OurMail | None = None) -> bytes:
    """Return the mail. at: its Date. ours: for the forms answer and report, the mail of ours it is about."""
    message = EmailMessage()
    message["From"] = f'"{letter.sender_name}" <{letter.sender}>' if letter.sender_name else letter.sender
    message["To"] = ours.reply_to if ours and letter.form == "answer" else letter.to
    message["Subject"] = ours.subject if ours and letter.form == "answer" else letter.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{letter.message_id}>"
    for name, value in letter.headers.items():
        message[name] = value
    if ours and letter.form == "answer":
        message["In-Reply-To"] = message["References"] = f"<{ours.message_id}>"
    _BODIES[letter.form](message, letter, ours)
    _bound(message, letter.name)
    return message.as_bytes(policy=policy.SMTP)


def _plain(message: EmailMessage, letter: Letter, _: OurMail | None) -> None:
    message.set_content(letter.text)
    for name in letter.carries:
        message.add_attachment(picture(name), "image", "png", filename=name)


def _html(message: EmailMessage, letter: Letter, _: OurMail | None) -> None:
    message.set_content(letter.text, subtype="html")
    domain = letter.sender.partition("@")[2]
    for number, name in enumerate(letter.carries, 1):
        message.add_related(
            picture(name),
            "image",
            "png",
            cid=f"<picture-{number}@{domain}>",
            filename=name,
            disposition="inline",
        )


def _answer(message: EmailMessage, letter: Letter, ours: OurMail | None) -> None:
    quoted = "\n".join(f"> {line}".rstrip() for line in (ours.text if ours else "").splitlines())
    day = ours.sent_at.strftime("%d.%m.%Y %H:%M") if ours else ""
    message.set_content(f"{letter.text}\nOn {day}, Port Lumen wrote:\n{quoted}\n")
    for name in letter.carries:
        message.add_attachment(picture(name), "image", "png", filename=name)


def _report(message: EmailMessage, letter: Letter, ours: OurMail | None) -> None:
    """A mail system says that a mail of ours could not be delivered (RFC 3464)."""
    words, status, head = MIMEPart(), MIMEPart(), MIMEPart()
    words.set_content(letter.text)
    system, recipient = EmailMessage(), EmailMessage()
    system["Reporting-MTA"] = f"dns; {letter.sender.partition('@')[2]}"
    recipient["Final-Recipient"] = f"rfc822; {letter.headers.get('X-Failed-Recipients', '')}"
    recipient["Action"], recipient["Status"] = "failed", "5.1.1"
    recipient["Diagnostic-Code"] = "smtp; 550 5.1.1 No such mailbox here"
    status["Content-Type"] = "message/delivery-status"
    status.set_payload([system, recipient])
    head["Content-Type"] = "text/rfc822-headers"
    head.set_payload(f"Message-ID: <{ours.message_id}>\nSubject: {ours.subject}\n" if ours else "")
    message["Content-Type"] = 'multipart/report; report-type="delivery-status"'
    message.set_payload([words, status, head])


def _unreadable(message: EmailMessage, letter: Letter, _: OurMail | None) -> None:
    message.set_content("<div>\n" * BOXES_IN_BOXES + letter.text, subtype="html", cte="7bit")


_BODIES = {"plain": _plain, "html": _html, "answer": _answer, "report": _report, "unreadable": _unreadable}


def _bound(message: EmailMessage, name: str) -> None:
    """Give each border between parts a name of its own: one drawn by lot would make other bytes each time."""
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=-{name}-{number}")
