"""One mail's bytes into what a person would read in it. Bounded; never raises for what a mail holds."""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime
from email.message import Message
from email.parser import BytesHeaderParser

from presszero.channels.email.charsets import text_from
from presszero.channels.email.filetypes import safe_name, type_by_bytes
from presszero.channels.email.headers import (
    MOST_ADDRESSES,
    MOST_SUBJECT_CHARACTERS,
    Mailbox,
    header_as_text,
    header_date,
    header_text,
    mailboxes,
    message_ids,
    plain_line,
)
from presszero.channels.email.mimeparts import (
    MOST_HEADER_BYTES,
    Part,
    content_of,
    cut_into_parts,
    kind_of,
    leaves,
)
from presszero.channels.email.sanitising import html_to_text

MOST_TEXT_CHARACTERS = 1_000_000
MOST_COMPLAINTS = 50
MOST_NOTED_VALUES = 20
MOST_NOTED_CHARACTERS = 4_000
NOTED_HEADERS = [
    "auto-submitted",
    "precedence",
    "list-id",
    "list-unsubscribe",
    "list-post",
    "list-help",
    "x-auto-response-suppress",
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-failed-recipients",
    "return-path",
    "authentication-results",
    "feedback-id",
    "x-loop",
]


@dataclass
class ReadAttachment:
    """A file that came with a mail.

    name: safe to show and save. declared_type: what the sender says. content_type: by its bytes.
    content_id: without brackets, or None. inline: the mail's own text refers to it or says to show it in place.
    """

    name: str
    declared_type: str
    content_type: str
    content_id: str | None
    content: bytes
    inline: bool


@dataclass
class ReadMail:
    """What a person would read in a mail.

    message_id, in_reply_to, references: ids without angle brackets; message_id is made from the mail's digest
    when the mail has none. date: aware, or None. Addresses have their domain lowered and in IDNA form; "" is none.
    text: the writer's words as plain text; text_from_html says they were taken from the HTML.
    html: the sender's own markup, never to be shown before sanitising.clean_html.
    content_type: of the whole mail; report_type: of a multipart/report, such as "delivery-status".
    headers: noted headers, lower-case name → values from the top down.
    complaints: whole sentences on what could not be understood but is shown as far as it can be.
    """

    message_id: str
    in_reply_to: str | None
    references: list[str]
    subject: str
    date: datetime | None
    from_name: str
    from_address: str
    reply_to: list[str]
    to: list[str]
    cc: list[str]
    text: str
    html: str | None
    text_from_html: bool
    content_type: str
    report_type: str | None
    attachments: list[ReadAttachment] = field(default_factory=list)
    headers: dict[str, list[str]] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    @property
    def authentication_results(self) -> list[str]:
        """The Authentication-Results headers as received, from the top down: claims, until a known relay made them."""
        return self.headers.get("authentication-results", [])


def read_mail(raw: bytes) -> ReadMail:
    """Read one mail. raw: as it came over SMTP, headers first; any bytes at all are answered with a ReadMail."""
    root, complaints = cut_into_parts(raw)
    body = _Body(complaints)
    for part, above in leaves(root):
        body.take(part, above)
    text, from_html = body.words()
    sender = _sender(root, complaints)
    return ReadMail(
        message_id=_message_id(root, raw, complaints),
        in_reply_to=next(iter(_ids(root, "In-Reply-To")), None),
        references=_ids(root, "References"),
        subject=header_text(_first(root, "Subject"))[:MOST_SUBJECT_CHARACTERS],
        date=_date(root, complaints),
        from_name=sender.name,
        from_address=sender.address,
        reply_to=_people(root, "Reply-To", complaints),
        to=_people(root, "To", complaints),
        cc=_people(root, "Cc", complaints),
        text=text,
        html=body.markup(),
        text_from_html=from_html,
        content_type=kind_of(root),
        report_type=_parameter(root, "report-type"),
        attachments=body.attachments,
        headers=_noted(root),
        complaints=list(dict.fromkeys(complaints))[:MOST_COMPLAINTS],
    )


def _values(part: Message, name: str) -> list[str]:
    return [str(value) for key, value in part.raw_items() if key.lower() == name.lower()]


def _first(part: Message, name: str) -> str:
    return next(iter(_values(part, name)), "")


def _ids(root: Part, name: str) -> list[str]:
    return message_ids(_first(root, name))


def _message_id(root: Part, raw: bytes, complaints: list[str]) -> str:
    written = _ids(root, "Message-ID")
    if written:
        return written[0]
    complaints.append("The mail has no message id; one was made from its content.")
    return f"{hashlib.sha256(raw).hexdigest()[:32]}@digest.invalid"


def _sender(root: Part, complaints: list[str]) -> Mailbox:
    written = _values(root, "From")
    if len(written) > 1:
        complaints.append(f"The mail has {len(written)} From headers; the first is shown.")
    people = [one for value in written[:1] for one in mailboxes(value)]
    named = next((one for one in people if one.address), None)
    if named is None:
        complaints.append("The mail does not say in a readable way who sent it.")
    elif len(people) > 1:
        complaints.append(f"The mail names {len(people)} senders; the first is shown.")
    return named or next(iter(people), Mailbox("", ""))


def _people(root: Part, name: str, complaints: list[str]) -> list[str]:
    written = [one.address for value in _values(root, name)[:MOST_ADDRESSES] for one in mailboxes(value)]
    found = [address for address in written if address]
    if len(found) >= MOST_ADDRESSES:
        complaints.append(
            f"{name} names {MOST_ADDRESSES} addresses or more; the first {MOST_ADDRESSES} are kept."
        )
    return found[:MOST_ADDRESSES]


def _date(root: Part, complaints: list[str]) -> datetime | None:
    at = header_date(_first(root, "Date"))
    if at is None:
        complaints.append("The mail's date is missing or cannot be read.")
    return at


def _noted(root: Part) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, value in root.raw_items():
        name = key.lower()
        if name in NOTED_HEADERS and len(found.get(name, ())) < MOST_NOTED_VALUES:
            found.setdefault(name, []).append(header_text(str(value)[:MOST_NOTED_CHARACTERS]))
    return found


def _parameter(part: Message, name: str, header: str = "content-type") -> str | None:
    probe = Message()
    probe["X"] = plain_line(header_as_text(_first(part, header)[:MOST_NOTED_CHARACTERS]))
    try:
        value = probe.get_param(name, header="X")
    except (
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
    ):  # broken continuations (RFC 2231) trip the standard
        return None
    if isinstance(value, tuple):
        charset, _, words = value
        return text_from(words.encode("latin-1", "replace"), charset or "utf-8")[0]
    return header_text(value) if value else None


class _Body:
    """The words and files of a mail, gathered part by part."""

    def __init__(self, complaints: list[str]) -> None:
        self.complaints = complaints
        self.plain: list[str] = []
        self.html: list[str] = []
        self.attachments: list[ReadAttachment] = []

    def take(self, part: Part, above: str) -> None:
        content, complaint = content_of(part)
        self._complain(complaint)
        kind = kind_of(part)
        if kind.startswith("multipart/"):
            self._take_unparted(part, content)
        elif kind in ("text/plain", "text/html") and not self._is_file(part, above):
            (self.html if kind == "text/html" else self.plain).append(self._text(part, content))
        else:
            self._take_file(part, kind, content)

    def _take_unparted(self, part: Part, content: bytes) -> None:
        if part.depth:
            self._take_file(part, kind_of(part), content)
            return
        self._complain(
            "The mail says it has several parts and none could be told apart; it is shown as one text."
        )
        self.plain.append(self._text(part, content))

    def _is_file(self, part: Part, above: str) -> bool:
        if _disposition(part) == "attachment":
            return True
        named = bool(_written_name(part))
        # A named alternative is another form of the same words; a named text beside others is a file.
        return named and part.depth > 0 and above != "multipart/alternative"

    def _text(self, part: Part, content: bytes) -> str:
        text, complaint = text_from(content[: MOST_TEXT_CHARACTERS * 4], _parameter(part, "charset"))
        self._complain(complaint)
        if len(text) > MOST_TEXT_CHARACTERS:
            self._complain(
                f"The text is longer than {MOST_TEXT_CHARACTERS:,} characters; the rest was left out."
            )
        return text[:MOST_TEXT_CHARACTERS].replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")

    def _take_file(self, part: Part, kind: str, content: bytes) -> None:
        content_id = next(iter(message_ids(_first(part, "Content-ID"))), None)
        self.attachments.append(
            ReadAttachment(
                name=self._name(part, kind, content),
                declared_type=kind[:100],
                content_type="message/rfc822" if kind == "message/rfc822" else type_by_bytes(content),
                content_id=content_id,
                content=content,
                inline=_disposition(part) == "inline"
                or (content_id is not None and _disposition(part) == ""),
            )
        )

    def _name(self, part: Part, kind: str, content: bytes) -> str:
        number = len(self.attachments) + 1
        if kind == "message/rfc822":
            subject = header_text(_first(_headers_only(content), "Subject"))
            return (
                safe_name(subject.replace("/", "-")[:100], f"message-{number}").removesuffix(".eml") + ".eml"
            )
        return safe_name(_written_name(part) or "", f"part-{number}{_ENDINGS.get(kind, '')}")

    def _complain(self, sentence: str | None) -> None:
        if sentence:
            self.complaints.append(sentence)

    def words(self) -> tuple[str, bool]:
        """Return the mail's words, and whether they were taken from its HTML."""
        plain = "\n\n".join(piece.strip("\n") for piece in self.plain if piece.strip())
        if plain or not self.html:
            return self._kept(plain), False
        return self._kept(html_to_text("\n".join(self.html))), True

    def markup(self) -> str | None:
        """Return the mail's HTML as sent, at most MOST_TEXT_CHARACTERS of it."""
        return self._kept("\n".join(self.html)) if self.html else None

    def _kept(self, text: str) -> str:
        return text[:MOST_TEXT_CHARACTERS].encode("utf-8", "replace").decode()


_ENDINGS = {
    "text/plain": ".txt",
    "text/html": ".html.txt",
    "message/delivery-status": ".txt",
    "text/rfc822-headers": ".txt",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
}


def _disposition(part: Part) -> str:
    return re.split(r"[;\s]", _first(part, "Content-Disposition").strip(), maxsplit=1)[0].lower()


def _written_name(part: Part) -> str | None:
    return _parameter(part, "filename", "content-disposition") or _parameter(part, "name")


def _headers_only(content: bytes) -> Message:
    return BytesHeaderParser().parsebytes(content[:MOST_HEADER_BYTES].lstrip(b"\r\n"))
