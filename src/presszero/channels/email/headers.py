"""What stands in a mail's headers: words, addresses, ids, dates. Every function is bounded and never raises."""

import binascii
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from presszero.channels.email.charsets import text_from

MOST_VALUE_CHARACTERS = 65_536
MOST_SUBJECT_CHARACTERS = 1_000
MOST_NAME_CHARACTERS = 200
MOST_ADDRESS_CHARACTERS = 320
MOST_DOMAIN_CHARACTERS = 253
MOST_ADDRESSES = 200
MOST_REFERENCES = 100
MOST_ID_CHARACTERS = 500
MOST_ENCODED_WORDS = 2_000
EARLIEST_YEAR, LATEST_YEAR = 1970, 2200

_ENCODED_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]{0,60000})\?=")
_ADDRESS_PIECE = re.compile(r'"(?:[^"\\]|\\.)*"|\((?:[^()\\]|\\.)*\)|<[^<>]*>|[,;:]|[^",;:<(]+|.', re.DOTALL)
_MESSAGE_ID = re.compile(rf"<\s*([^<>\s]{{1,{MOST_ID_CHARACTERS}}})\s*>")


@dataclass(frozen=True)
class Mailbox:
    """One mailbox of a header. address is "" when none could be made out."""

    name: str
    address: str


def header_text(value: str) -> str:
    """Return a header's value as the writer meant it: unfolded, encoded words decoded, no control characters.

    value: as the standard parser gives it (undecodable bytes as surrogates).
    """
    return plain_line(_words_decoded(header_as_text(value[:MOST_VALUE_CHARACTERS])))


def plain_line(text: str) -> str:
    """Return text on one line: control characters and line ends become single spaces, edges are trimmed."""
    kept = (" " if unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp") else one for one in text)
    return re.sub(r" {2,}", " ", "".join(kept)).strip()


def header_as_text(value: str) -> str:
    """Return a header's value with the bytes that the parser could not decode read as UTF-8 or as guessed."""
    if value.isascii():
        return value
    return text_from(value.encode("utf-8", "surrogateescape"), "utf-8")[0]


def _words_decoded(value: str) -> str:
    pieces: list[tuple[str, str, bytes]] = []
    at = 0
    for count, word in enumerate(_ENCODED_WORD.finditer(value)):
        if count >= MOST_ENCODED_WORDS:
            break
        _add_gap(pieces, value[at : word.start()])
        _add_word(pieces, word[1].partition("*")[0].lower(), _word_bytes(word[2], word[3]))
        at = word.end()
    return "".join(text or text_from(content, charset)[0] for charset, text, content in pieces) + value[at:]


def _add_gap(pieces: list[tuple[str, str, bytes]], gap: str) -> None:
    # Space between two encoded words is only there for folding (RFC 2047, 6.2).
    if gap and (gap.strip() or not pieces):
        pieces.append(("", gap, b""))


def _add_word(pieces: list[tuple[str, str, bytes]], charset: str, content: bytes) -> None:
    # Programs cut one character over two words of the same charset: join the bytes before decoding.
    if pieces and pieces[-1][0] == charset:
        content = pieces.pop()[2] + content
    pieces.append((charset, "", content))


def _word_bytes(way: str, coded: str) -> bytes:
    raw = coded.encode("utf-8", "replace")
    return base64_bytes(raw)[0] if way in "bB" else binascii.a2b_qp(raw, header=True)


def base64_bytes(coded: bytes) -> tuple[bytes, bool]:
    """Return the bytes behind base64, and whether it was whole; broken base64 is read as far as it goes."""
    try:
        return binascii.a2b_base64(coded), True
    except binascii.Error:
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", coded)
        missing = -len(letters) % 4
        return binascii.a2b_base64(letters[:-1] if missing == 3 else letters + b"=" * missing), False


def mailboxes(value: str) -> list[Mailbox]:
    """Return the mailboxes of an address header, at most MOST_ADDRESSES; group names are left out."""
    found: list[Mailbox] = []
    chunk = _Chunk()
    for piece in _ADDRESS_PIECE.finditer(header_as_text(value[:MOST_VALUE_CHARACTERS])):
        if piece[0] in ",;":
            found += chunk.mailbox()
            chunk = _Chunk()
        elif piece[0] == ":" and not chunk.angle:
            chunk = _Chunk()
        else:
            chunk.take(piece[0])
        if len(found) >= MOST_ADDRESSES:
            return found
    return found + chunk.mailbox()


class _Chunk:
    """What stands between two commas of an address header."""

    def __init__(self) -> None:
        self.phrase = ""
        self.comment = ""
        self.angle = ""

    def take(self, piece: str) -> None:
        if piece[0] == '"' and len(piece) > 1:
            self.phrase += re.sub(r"\\(.)", r"\1", piece[1:-1], flags=re.DOTALL)
        elif piece[0] == "(" and len(piece) > 1:
            self.comment += piece[1:-1]
        elif piece[0] == "<" and len(piece) > 1:
            self.angle = re.sub(r"\([^()]{0,200}\)", "", piece[1:-1])
        else:
            self.phrase += piece

    def mailbox(self) -> list[Mailbox]:
        written = self.angle or self._bare()
        address = clean_address(written)
        name = self.phrase if self.angle or not address else self.comment
        shown = header_text(name).strip("\"' ")[:MOST_NAME_CHARACTERS]
        return [Mailbox(shown, address)] if shown or address else []

    def _bare(self) -> str:
        return next((word for word in self.phrase.split() if "@" in word), "")


def clean_address(written: str) -> str:
    """Return the address with its domain in lower case and IDNA form, "" when it is none."""
    bare = re.sub(r"[\s\x00-\x1f\x7f]", "", written[: MOST_ADDRESS_CHARACTERS * 2])
    if bare.startswith("@"):
        bare = bare.partition(":")[2]
    bare = "".join(one for one in bare if unicodedata.category(one) not in ("Cf", "Cs", "Cc"))
    local, _, domain = bare.rpartition("@")
    domain = clean_domain(domain)
    if not local or not domain or len(local) + len(domain) >= MOST_ADDRESS_CHARACTERS:
        return ""
    return f"{local}@{domain}"


def clean_domain(written: str) -> str:
    """Return a domain in lower case and IDNA form without its final dot, "" when it is none."""
    domain = written.strip().rstrip(".").lower()
    if not domain or len(domain) > MOST_DOMAIN_CHARACTERS or re.search(r"[^\w.\-\[\]:]", domain):
        return ""
    return domain if domain.isascii() else _idna(domain)


def _idna(domain: str) -> str:
    import idna  # loaded only for the rare mail that needs it: its tables cost memory in the reader

    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return ""


def message_ids(value: str) -> list[str]:
    """Return the message ids in a header, without angle brackets, at most MOST_REFERENCES (first and latest kept)."""
    text = plain_line(header_as_text(value[:MOST_VALUE_CHARACTERS]))
    found = list(dict.fromkeys(_MESSAGE_ID.findall(text))) or _bare_id(text)
    return found if len(found) <= MOST_REFERENCES else [found[0], *found[1 - MOST_REFERENCES :]]


def _bare_id(text: str) -> list[str]:
    bare = text.strip("<> ")
    return [bare] if bare and re.fullmatch(rf"[^\s<>,]{{1,{MOST_ID_CHARACTERS}}}", bare) else []


def header_date(value: str) -> datetime | None:
    """Return the instant a Date header names, aware, or None when it names none between 1970 and 2200."""
    try:
        at = parsedate_to_datetime(plain_line(header_as_text(value[:200])))
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        return at if EARLIEST_YEAR <= at.astimezone(UTC).year <= LATEST_YEAR else None
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
