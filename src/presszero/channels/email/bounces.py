"""Reports that a mail of ours did not arrive: standard ones (RFC 3464) and those of qmail, Exim and kin.

Anyone can write such a report. It is believed only for a mail whose bounce address or message id it carries.
"""

import re
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser

from presszero.channels.email.headers import clean_address, message_ids, plain_line
from presszero.channels.email.reading import ReadMail, read_mail

MOST_DIAGNOSTIC_CHARACTERS = 500
MOST_RECIPIENTS = 50
MOST_LOOKED_AT_CHARACTERS = 100_000

_ENHANCED = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_REPLY_CODE = re.compile(r"(?<![\d.])([45])\d\d(?![\d.])")
_ORIGINAL_ID = re.compile(r"^Message-ID:\s*<([^<>\s]{1,500})>", re.IGNORECASE | re.MULTILINE)
_COPY_BEGINS = re.compile(
    r"^-{1,10}\s*(?:Below this line is a copy|This is a copy of|The body of the message|Original message|"
    r"Undelivered message|Unsent message)",
    re.IGNORECASE | re.MULTILINE,
)
_QMAIL_OR_EXIM = re.compile(
    r"This is the qmail-send program|A message that you (?:have )?sent could not be delivered|"
    r"This message was created automatically by mail delivery software|"
    r"The following address(?:es)? (?:failed|had permanent|had transient)|"
    r"(?:could not|couldn't|cannot) be delivered|(?:was|were) not delivered|Delivery (?:has )?failed|Undeliverable",
    re.IGNORECASE,
)
_STILL_TRYING = re.compile(
    r"will (?:keep trying|be retried|retry)|has not yet been delivered|delayed|warning message only", re.I
)
_BRACKETED = re.compile(r"^\s{0,8}<?([^\s<>@:]{1,64}@[^\s<>@:]{1,253})>?:?\s*(?:$|\()", re.MULTILINE)


@dataclass(frozen=True)
class Bounce:
    """What a report says of a mail of ours.

    original_message_id: without brackets, "" when the report does not name it. recipient: the first address that
    failed, "" when it is not named; recipients: all of them. status: such as "5.1.1", or "" when none is given.
    permanent: False while the other side still tries. diagnostic: the other server's own words, one line.
    """

    original_message_id: str
    recipient: str
    recipients: tuple[str, ...]
    status: str
    permanent: bool
    diagnostic: str


def read_bounce(mail: ReadMail | bytes) -> Bounce | None:
    """Return what a report of failed or delayed delivery says, None for any other mail (a read receipt, a success)."""
    read = read_mail(mail) if isinstance(mail, bytes) else mail
    return _standard(read) or _nonstandard(read)


def _standard(read: ReadMail) -> Bounce | None:
    groups = [group for content in _parts(read, "message/delivery-status") for group in _groups(content)]
    told = [group for group in groups if group.get("Action") or group.get("Status")]
    unhappy = [group for group in told if _action(group) in ("failed", "delayed", "")][:MOST_RECIPIENTS]
    if not unhappy:
        return None
    failed = [group for group in unhappy if _action(group) != "delayed"] or unhappy
    first = failed[0]
    status = _status(plain_line(str(first.get("Status", ""))) + " " + _diagnostic(first))
    return Bounce(
        original_message_id=_original_id(read),
        recipient=next(iter(_recipients(failed)), ""),
        recipients=_recipients(failed),
        status=status,
        permanent=_action(first) != "delayed" and not status.startswith("4"),
        diagnostic=_diagnostic(first) or _first_words(read.text),
    )


def _parts(read: ReadMail, *kinds: str) -> list[bytes]:
    return [one.content for one in read.attachments if one.declared_type in kinds]


def _groups(content: bytes) -> list[Message]:
    blocks = re.split(rb"(?:\r?\n){2,}", content[:MOST_LOOKED_AT_CHARACTERS].strip())
    return [BytesHeaderParser().parsebytes(block) for block in blocks[: MOST_RECIPIENTS + 10]]


def _action(group: Message) -> str:
    return plain_line(str(group.get("Action", ""))).lower().partition(" ")[0]


def _diagnostic(group: Message) -> str:
    words = plain_line(str(group.get("Diagnostic-Code", "")))
    return (
        words.partition(";")[2].strip()[:MOST_DIAGNOSTIC_CHARACTERS]
        if ";" in words
        else words[:MOST_DIAGNOSTIC_CHARACTERS]
    )


def _recipients(groups: list[Message]) -> tuple[str, ...]:
    written = (str(group.get("Original-Recipient") or group.get("Final-Recipient") or "") for group in groups)
    addresses = (clean_address(one.rpartition(";")[2].strip(" <>\r\n\t")) for one in written)
    return tuple(dict.fromkeys(one for one in addresses if one))


def _status(words: str) -> str:
    found = _ENHANCED.search(words)
    if found:
        return found[1]
    code = _REPLY_CODE.search(words)
    return f"{code[1]}.0.0" if code else ""


def _original_id(read: ReadMail) -> str:
    for content in _parts(
        read, "message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global"
    ):
        headers = BytesHeaderParser().parsebytes(content[:MOST_LOOKED_AT_CHARACTERS].lstrip(b"\r\n"))
        found = message_ids(str(headers.get("Message-ID", "")))
        if found:
            return found[0]
    found_in_text = _ORIGINAL_ID.search(_copy(read.text))
    if found_in_text:
        return found_in_text[1]
    return read.in_reply_to or next(reversed(read.references), "")


def _copy(text: str) -> str:
    begins = _COPY_BEGINS.search(text)
    return text[begins.start() :][:MOST_LOOKED_AT_CHARACTERS] if begins else ""


def _nonstandard(read: ReadMail) -> Bounce | None:
    told = _COPY_BEGINS.split(read.text[:MOST_LOOKED_AT_CHARACTERS], maxsplit=1)[0]
    named = _named_recipients(read, told)
    if not (_is_from_a_mail_system(read) and _QMAIL_OR_EXIM.search(read.subject + "\n" + told) and named):
        return None
    status = _status(told)
    return Bounce(
        original_message_id=_original_id(read),
        recipient=named[0],
        recipients=named,
        status=status,
        permanent=not status.startswith("4") and not _STILL_TRYING.search(told),
        diagnostic=_words_after(told, named[0]),
    )


def _is_from_a_mail_system(read: ReadMail) -> bool:
    returned = read.headers.get("return-path", ["unknown"])[0].strip("<> ")
    local = read.from_address.partition("@")[0].lower()
    return not returned or local in ("mailer-daemon", "postmaster") or "x-failed-recipients" in read.headers


def _named_recipients(read: ReadMail, told: str) -> tuple[str, ...]:
    listed = re.split(r"[,\s]+", ",".join(read.headers.get("x-failed-recipients", ())))
    written = [*listed, *_BRACKETED.findall(told)][:MOST_RECIPIENTS]
    return tuple(dict.fromkeys(address for address in map(clean_address, written) if address))


def _words_after(told: str, recipient: str) -> str:
    at = told.lower().find(recipient.lower())
    return (
        plain_line(told[at + len(recipient) :].lstrip(">:) \n"))[:MOST_DIAGNOSTIC_CHARACTERS]
        if at >= 0
        else _first_words(told)
    )


def _first_words(text: str) -> str:
    return plain_line(text[: MOST_DIAGNOSTIC_CHARACTERS * 2])[:MOST_DIAGNOSTIC_CHARACTERS]
