"""A letter of ours as the bytes that go out. Nothing a person wrote can add a header of its own."""

import base64
import html as markup
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.charset import QP, Charset
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.utils import format_datetime

from presszero.channels.email.filetypes import safe_name
from presszero.channels.email.headers import clean_address

MOST_SUBJECT_CHARACTERS = 250
MOST_NAME_CHARACTERS = 100
MOST_FILE_NAME_BYTES = 180
MOST_REFERENCES = 30
ENCODED_WORD_BYTES = 42  # 42 bytes are 56 characters of base64: a word stays under the 75 of RFC 2047
_LINK = re.compile(r"https?://[^\s<>\"']{1,2000}")
_WIRE = policy.compat32.clone(linesep="\r\n", max_line_length=None, mangle_from_=False)


class UnsendableLetter(ValueError):
    """A letter that cannot be written as a mail; the sentence says which part of it and why."""


@dataclass(frozen=True)
class OutgoingFile:
    """A file that goes with a letter. content_id: of a picture within the words, where they say [name]."""

    name: str
    media_type: str
    content: bytes
    content_id: str = ""


@dataclass(frozen=True, kw_only=True)
class OutgoingLetter:
    """What is to go out.

    copied_to: who reads it too; the header names them, and each gets a mail of their own.
    Ids are without angle brackets; date is aware. automatic: no person wrote it, as an acknowledgement.
    language: of the text, such as "fr"; "" leaves it unsaid. unsubscribe: the address where one click ends mails of
    this kind (RFC 8058), "" for mails that nobody can end.
    """

    from_name: str
    from_address: str
    to_name: str = ""
    to_address: str
    copied_to: Sequence[str] = ()
    reply_to: str
    subject: str
    text: str
    message_id: str
    date: datetime
    in_reply_to: str | None = None
    references: Sequence[str] = ()
    with_html: bool = True
    automatic: bool = False
    language: str = ""
    files: Sequence[OutgoingFile] = ()
    unsubscribe: str = ""


def compose(letter: OutgoingLetter) -> bytes:
    """Return the letter as RFC 5322 bytes with CRLF line ends, lines of at most 998 bytes and ASCII only.

    Raises UnsendableLetter when an address or id is none, or the date has no time zone.
    """
    lines = [f"{name}: {value}" for name, value in _headers(letter)]
    return "\r\n".join(lines).encode("ascii") + b"\r\n" + _content(letter).as_bytes(policy=_WIRE)


def _headers(letter: OutgoingLetter) -> list[tuple[str, str]]:
    if letter.date.tzinfo is None:
        raise UnsendableLetter("The letter's date has no time zone; give an aware datetime.")
    headers = [
        ("From", _mailbox(letter.from_name, letter.from_address)),
        ("To", _mailbox(letter.to_name, letter.to_address)),
        *([("Cc", ",\r\n ".join(map(_address, letter.copied_to)))] if letter.copied_to else []),
        ("Reply-To", _address(letter.reply_to)),
        ("Subject", _words(letter.subject, MOST_SUBJECT_CHARACTERS)),
        ("Date", format_datetime(letter.date)),
        ("Message-ID", f"<{_id(letter.message_id)}>"),
    ]
    if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", letter.language):
        headers.append(("Content-Language", letter.language))
    return headers + _thread(letter) + _unsubscribing(letter) + _manners(letter)


def _thread(letter: OutgoingLetter) -> list[tuple[str, str]]:
    # Ids of the customer's program come from outside: one that is not plain is left out, and the letter still goes.
    earlier = [one for one in map(_bare, letter.references) if _PLAIN_ID.fullmatch(one)]
    answered = _bare(letter.in_reply_to or "")
    answered = answered if _PLAIN_ID.fullmatch(answered) else ""
    if answered and answered not in earlier:
        earlier.append(answered)
    kept = earlier if len(earlier) <= MOST_REFERENCES else [earlier[0], *earlier[1 - MOST_REFERENCES :]]
    headers = [("In-Reply-To", f"<{answered}>")] if answered else []
    return headers + ([("References", "\r\n ".join(f"<{one}>" for one in kept))] if kept else [])


def _unsubscribing(letter: OutgoingLetter) -> list[tuple[str, str]]:
    if not letter.unsubscribe:
        return []
    if not _PLAIN_LINK.fullmatch(letter.unsubscribe):
        raise UnsendableLetter("The letter's unsubscribe address is no plain link.")
    headers = [("List-Unsubscribe", f"<{letter.unsubscribe}>")]
    # RFC 8058 3.1: one click only over TLS, so that nobody on the way can press it for them.
    if letter.unsubscribe.startswith("https:"):
        headers.append(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    return headers


_PLAIN_LINK = re.compile(r"https?://[!-;=?-~]{1,900}")


def _manners(letter: OutgoingLetter) -> list[tuple[str, str]]:
    if letter.automatic:
        return [("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All")]
    # "All" would also keep Exchange from telling us that a person's letter was not delivered.
    return [("X-Auto-Response-Suppress", "OOF, AutoReply")]


_PLAIN_ID = re.compile(r"[!#-;=?-~]{1,400}@[!#-;=?-~]{1,400}")


def _bare(written: str) -> str:
    return written.strip().removeprefix("<").removesuffix(">")


def _id(written: str) -> str:
    written = _bare(written)
    if not _PLAIN_ID.fullmatch(written):
        raise UnsendableLetter(
            "The letter's message id is not of the form left@right; make it with new_message_id()."
        )
    return written


def _mailbox(name: str, address: str) -> str:
    shown = _one_line(name, MOST_NAME_CHARACTERS)
    if not shown:
        return _address(address)
    if shown.isascii():
        quoted = shown.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{quoted}"\r\n <{_address(address)}>'
    return f"{_encoded(shown)}\r\n <{_address(address)}>"


def _address(written: str) -> str:
    address = clean_address(written)
    if (
        address != written.strip()
        and address.lower() != written.strip().lower()
        and not _only_idna_differs(written, address)
    ):
        raise UnsendableLetter("An address of the letter is not a plain one of the form name@domain.")
    if not re.fullmatch(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[a-z0-9.\-]{1,253}", address):
        raise UnsendableLetter("An address of the letter holds characters that mail to it cannot carry.")
    return address


def _only_idna_differs(written: str, address: str) -> bool:
    return bool(address) and written.strip().rpartition("@")[0] == address.rpartition("@")[0]


def _words(text: str, most: int) -> str:
    line = _one_line(text, most)
    return line if line.isascii() and "=?" not in line and len(line) <= 60 else _encoded(line)


def _one_line(text: str, most: int) -> str:
    # Format characters (zero width, direction) can disguise a name; the joiners of emoji and some scripts stay.
    kept = [" " if unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp") else one for one in text[: most * 4]]
    shown = (one for one in kept if unicodedata.category(one) != "Cf" or one in "\u200c\u200d")
    return " ".join("".join(shown).split())[:most]


def _encoded(text: str) -> str:
    words, piece = [], ""
    for one in text:
        if len((piece + one).encode()) > ENCODED_WORD_BYTES:
            words.append(piece)
            piece = ""
        piece += one
    coded = (base64.b64encode(word.encode()).decode() for word in [*words, piece])
    return "\r\n ".join(f"=?utf-8?B?{word}?=" for word in coded)


def _content(letter: OutgoingLetter) -> MIMEBase:
    text = _clean_text(letter.text)
    content: MIMEBase = _text_part(text, "plain")
    pictures = [one for one in letter.files if one.content_id and letter.with_html]
    if letter.with_html:
        html: MIMEBase = _text_part(_as_html(text, pictures), "html")
        if pictures:
            html = _together("related", [html, *(_file_part(one) for one in pictures)])
        content = _together("alternative", [content, html])
    if beside := [one for one in letter.files if one not in pictures]:
        content = _together("mixed", [content, *(_file_part(one) for one in beside)])
    return content


def _together(kind: str, parts: Sequence[MIMEBase]) -> MIMEBase:
    return MIMEMultipart(kind, _subparts=list(parts))


def _clean_text(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(one for one in lines if one in "\n\t" or unicodedata.category(one) not in ("Cc", "Cs"))


def _text_part(text: str, kind: str) -> MIMENonMultipart:
    utf8 = Charset("utf-8")
    utf8.body_encoding = QP
    part = MIMENonMultipart("text", kind, charset="utf-8")
    part.set_payload(text if text.endswith("\n") else text + "\n", charset=utf8)
    return part


def picture_mark(name: str) -> str:
    """Return how the words of a letter say where a picture of theirs stands; also what is read where no picture is shown."""
    return f"[{name}]"


def _as_html(text: str, pictures: Sequence[OutgoingFile] = ()) -> str:
    paragraphs = [piece for piece in re.split(r"\n\s*\n", text) if piece.strip()]
    body = "\n".join(f"<p>{_linked(piece.strip())}</p>" for piece in paragraphs)
    for one in pictures:
        name = markup.escape(one.name)
        image = f'<img src="cid:{markup.escape(one.content_id)}" alt="{name}" style="max-width:100%">'
        mark = markup.escape(picture_mark(one.name))
        body = body.replace(mark, image) if mark in body else f"{body}\n<p>{image}</p>"
    return f'<!doctype html>\n<html><head><meta charset="utf-8"></head><body>\n{body}\n</body></html>\n'


def _linked(paragraph: str) -> str:
    pieces, at = [], 0
    for found in _LINK.finditer(paragraph):
        address = found[0].rstrip(".,;:!?)]}»”")
        pieces.append(markup.escape(paragraph[at : found.start()]))
        pieces.append(f'<a href="{markup.escape(address)}">{markup.escape(address)}</a>')
        at = found.start() + len(address)
    return ("".join(pieces) + markup.escape(paragraph[at:])).replace("\n", "<br>\n")


def _file_part(file: OutgoingFile) -> MIMENonMultipart:
    plain = re.fullmatch(r"([a-z0-9.+\-]{1,60})/([a-z0-9.+\-]{1,80})", file.media_type.lower())
    kind = (
        plain.groups()
        if plain and plain[1] not in ("multipart", "message")
        else ("application", "octet-stream")
    )
    part = MIMENonMultipart(*kind)
    part.set_payload(base64.encodebytes(file.content).decode("ascii"))
    part["Content-Transfer-Encoding"] = "base64"
    name = _shortened(safe_name(file.name, "file"))
    if file.content_id:
        part["Content-ID"] = f"<{_id(file.content_id)}>"
    how = "inline" if file.content_id else "attachment"
    part.add_header("Content-Disposition", how, filename=name if name.isascii() else ("utf-8", "", name))
    return part


def _shortened(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    room = MOST_FILE_NAME_BYTES - len(ending.encode()) - 1
    if len(name.encode()) <= MOST_FILE_NAME_BYTES or not dot or room < 1:
        return name.encode()[:MOST_FILE_NAME_BYTES].decode("utf-8", "ignore")
    return stem.encode()[:room].decode("utf-8", "ignore") + "." + ending
