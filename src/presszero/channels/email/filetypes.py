"""What a file is by its bytes, and a name for it that is safe to show and to save."""

import re
import unicodedata

UNKNOWN = "application/octet-stream"
MOST_NAME_CHARACTERS = 120
LOOKED_AT_BYTES = 4_096

_BEGINNINGS = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"PK\x03\x04", "application/zip"),
)
# What browsers would run or draw from "text": never called plain text, whatever the file is named.
_MARKUP = re.compile(rb"<\s*(?:!doctype|html|svg|script|head|body|iframe|\?xml|!--)", re.IGNORECASE)


def type_by_bytes(content: bytes) -> str:
    """Return the media type that the first bytes of a file show.

    One of: pdf, png, jpeg, gif, webp, zip (offices' documents are zip files), plain text, or
    application/octet-stream for all else, markup such as HTML and SVG included.
    """
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return "text/plain" if _is_plain_text(content[:LOOKED_AT_BYTES]) else UNKNOWN


def _is_plain_text(start: bytes) -> bool:
    if not start or re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]", start) or _MARKUP.search(start):
        return False
    try:
        start.decode("utf-8")
    except UnicodeDecodeError as wrong:
        return wrong.start > len(start) - 4 and len(start) == LOOKED_AT_BYTES
    return True


def safe_name(written: str, otherwise: str) -> str:
    """Return a file name with no folder, control, zero-width or direction-changing character, at most 120 long.

    otherwise: the name to give when nothing is left of the written one.
    """
    normal = unicodedata.normalize("NFKC", written[: MOST_NAME_CHARACTERS * 40])
    last = re.split(r"[/\\]", normal.replace("\x00", ""))[-1]
    seen = "".join(
        one for one in last if not unicodedata.category(one).startswith("C") and one not in "\u2028\u2029"
    )
    name = re.sub(r"\s+", " ", re.sub(r'[<>:"|?*]', "_", seen)).strip(" .")
    return _shortened(name) if name else otherwise


def _shortened(name: str) -> str:
    if len(name) <= MOST_NAME_CHARACTERS:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        return name[:MOST_NAME_CHARACTERS]
    return stem[: MOST_NAME_CHARACTERS - len(ending) - 1] + "." + ending
