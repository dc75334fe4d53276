"""The parts of a mail, cut by the standard parser under our bounds, and the bytes inside each."""

import binascii
import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesFeedParser
from typing import Any

from presszero.channels.email.headers import base64_bytes

MOST_PARTS = 500
DEEPEST_NESTING = 30
MOST_HEADER_BYTES = 262_144
_HEADERS_END = re.compile(rb"\r?\n\r?\n|\r\r")
# "Subject  : hello" is the form of mails before 2001; the standard parser would end the headers there.
_SPACE_BEFORE_COLON = re.compile(rb"^([!-9;-~]{1,76})[ \t]{1,20}:", re.MULTILINE)
# A line that is neither a header nor a continued one, with a header everybody sends right after it.
_STRAY_LINE = re.compile(
    rb"^(?!From )[!-~][^:\r\n]{0,76}(?: [^\r\n]{0,900})?\r?\n"
    rb"(?=(?:From|To|Subject|Date|Received|Message-ID|MIME-Version|Content-Type|Delivered-To|Return-Path):)",
    re.MULTILINE | re.IGNORECASE,
)
_PLAIN_CODINGS = {"", "7bit", "8bit", "binary", "7-bit", "8-bit", "plain", "none"}
_UU_CODINGS = {"x-uuencode", "uuencode", "uue", "x-uue"}


class TooManyParts(Exception):
    """The parser came to one part more than MOST_PARTS."""


class Part(Message):
    """A part that counts itself and is not cut further inside a carried message or below DEEPEST_NESTING.

    Carried messages stay the bytes they are: they are shown as attachments, and a chain of them is no work.
    """

    depth = 0
    tally: list[int]

    def attach(self, payload: Any) -> None:
        payload.depth = self.depth + 1
        super().attach(payload)

    def get_content_type(self) -> str:
        kind = super().get_content_type()
        whole = kind.startswith("message/") or (
            kind.startswith("multipart/") and self.depth >= DEEPEST_NESTING
        )
        return f"whole-{kind}" if whole else kind


def cut_into_parts(raw: bytes) -> tuple[Part, list[str]]:
    """Return the root part of a mail and the complaints about how it is built. Never raises for what a mail holds."""
    bounded, complaints = _with_bounded_headers(raw)
    made: list[Part] = []

    def part(**options: Any) -> Part:
        if len(made) >= MOST_PARTS:
            raise TooManyParts
        made.append(Part(**options))
        return made[-1]

    parser = BytesFeedParser(part)
    made.clear()  # the parser makes one on trial when it is built
    try:
        parser.feed(bounded)
        parser.close()
    except TooManyParts:
        complaints.append(f"The mail has more than {MOST_PARTS} parts; the first {MOST_PARTS} are shown.")
    return made[0], complaints + _nesting_complaint(made)


def _with_bounded_headers(raw: bytes) -> tuple[bytes, list[str]]:
    end = _HEADERS_END.search(raw, 0, MOST_HEADER_BYTES)
    if end or len(raw) <= MOST_HEADER_BYTES:
        return _with_readable_headers(raw, end.start() if end else len(raw))
    cut = raw.rfind(b"\n", 0, MOST_HEADER_BYTES) + 1 or MOST_HEADER_BYTES
    later = _HEADERS_END.search(raw, cut)
    body = raw[later.end() :] if later else raw[cut:]
    return raw[:cut] + b"\r\n" + body, [
        f"The headers are longer than {MOST_HEADER_BYTES // 1024} kB; those after that were not read."
    ]


def _with_readable_headers(raw: bytes, end: int) -> tuple[bytes, list[str]]:
    headers, stray = _STRAY_LINE.subn(b"", raw[:end])
    headers, spaced = _SPACE_BEFORE_COLON.subn(rb"\1:", headers)
    complaints = ["Lines among the headers that are no headers were left out."] if stray else []
    return (headers + raw[end:], complaints) if stray or spaced else (raw, [])


def _nesting_complaint(made: list[Part]) -> list[str]:
    if any(part.depth >= DEEPEST_NESTING for part in made):
        return [
            f"Parts lie more than {DEEPEST_NESTING} deep in each other; the deeper ones are kept as one file."
        ]
    return []


def kind_of(part: Message) -> str:
    """Return the declared media type of a part in lower case."""
    return part.get_content_type().removeprefix("whole-")


def leaves(root: Part) -> Iterator[tuple[Part, str]]:
    """Yield each part that holds content itself, with the kind of the multipart right above it ("" for none)."""
    waiting: list[tuple[Part, str]] = [(root, "")]
    while waiting:
        part, above = waiting.pop()
        if part.is_multipart():
            inside: list[Part] = part.get_payload()  # type: ignore[assignment]
            waiting.extend((one, kind_of(part)) for one in reversed(inside))
        else:
            yield part, above


def content_of(part: Part) -> tuple[bytes, str | None]:
    """Return the decoded bytes of a leaf part, and a sentence when its transfer coding was broken or unknown."""
    # get_payload() would decode by the charset the mail names, and fail on names that are none.
    payload = vars(part)["_payload"]
    coded = payload.encode("utf-8", "surrogateescape") if isinstance(payload, str) else b""
    coding = re.split(r"[;\s]", str(part.get("Content-Transfer-Encoding", "")).strip(), maxsplit=1)[0].lower()
    if coding == "base64":
        content, whole = base64_bytes(coded)
        return content, None if whole else "The base64 of a part is broken; it was read as far as it goes."
    if coding.startswith("quoted"):
        return binascii.a2b_qp(coded), None
    if coding in _UU_CODINGS:
        return _uu_bytes(coded)
    if coding in _PLAIN_CODINGS:
        return coded, None
    return (
        coded,
        f"The transfer coding “{re.sub('[^!-~]', '', coding)[:40]}” is not known; the part is shown as it came.",
    )


def _uu_bytes(coded: bytes) -> tuple[bytes, str | None]:
    found: list[bytes] = []
    begun = broken = False
    for line in coded.splitlines():
        if not begun:
            begun = line.startswith(b"begin ")
        elif line.strip() in (b"end", b"`"):
            break
        else:
            try:
                found.append(binascii.a2b_uu(line))
            except binascii.Error:
                broken = True
    if not begun:
        return coded, "A part says it is uuencoded and is not; it is shown as it came."
    return b"".join(
        found
    ), "The uuencoding of a part is broken; it was read as far as it goes." if broken else None
