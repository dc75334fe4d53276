"""Bytes of a mail into text: charsets as they are named in the wild."""

import codecs
import re

MOST_NAME_CHARACTERS = 60

# Names that mail programs write for charsets Python knows by another name, or that
# are a smaller set of the one really used (gb2312 mails carry gb18030 characters).
ALIASES = {
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "ansi_x3.4-1968": "utf-8",
    "iso-8859-1": "windows-1252",
    "iso8859-1": "windows-1252",
    "latin1": "windows-1252",
    "latin-1": "windows-1252",
    "ansi": "windows-1252",
    "utf8": "utf-8",
    "utf-8mb4": "utf-8",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6",
    "iso-8859-6-e": "iso-8859-6",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "euc-kr": "cp949",
    "windows-874": "cp874",
    "tis-620": "cp874",
    "iso-8859-11": "cp874",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "big5": "big5hkscs",
    "cp-850": "cp850",
}

# Only charsets for mail: Python would also accept zip, punycode or rot13 as an
# "encoding", and those are work for an attacker to order. UTF-7 hides markup from every filter.
READABLE = {
    codecs.lookup(name).name
    for name in [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "cp1252",
        "cp1250",
        "cp1251",
        "cp1253",
        "cp1254",
        "cp1255",
        "cp1256",
        "cp1257",
        "cp1258",
        "cp437",
        "cp850",
        "cp852",
        "cp855",
        "cp857",
        "cp862",
        "cp866",
        "cp874",
        "cp932",
        "cp949",
        "iso8859-1",
        "iso8859-2",
        "iso8859-3",
        "iso8859-4",
        "iso8859-5",
        "iso8859-6",
        "iso8859-7",
        "iso8859-8",
        "iso8859-9",
        "iso8859-10",
        "iso8859-13",
        "iso8859-14",
        "iso8859-15",
        "iso8859-16",
        "koi8-r",
        "koi8-u",
        "koi8-t",
        "mac_roman",
        "mac_cyrillic",
        "gb18030",
        "big5",
        "big5hkscs",
        "euc_jp",
        "euc_jis_2004",
        "iso2022_jp",
        "iso2022_jp_ext",
        "iso2022_kr",
        "hz",
        "johab",
    ]
}


def text_from(content: bytes, charset: str | None) -> tuple[str, str | None]:
    """Return the text in `content`, and a sentence when the charset could not be kept to.

    charset: as the mail declares it, or None when it declares none.
    Bytes that mean nothing become U+FFFD; nothing is raised.
    """
    codec = codec_for(charset)
    if codec is None:
        return _guessed(content), f"The charset “{_shown(charset)}” is not known here; the text was guessed."
    try:
        return content.decode(codec), None
    except UnicodeError:
        said = f"The mail says its text is {_shown(charset)}" if charset else "The mail names no charset"
        return _as_far_as_it_goes(content, codec), f"{said}, and some bytes are not; they were guessed."


def codec_for(charset: str | None) -> str | None:
    """Return the Python codec for a declared charset, "utf-8" for none declared, None for one we do not read."""
    name = re.sub(r"[\s\"']", "", (charset or "utf-8")[:MOST_NAME_CHARACTERS]).lower()
    try:
        found = codecs.lookup(ALIASES.get(name, name)).name
    except (LookupError, ValueError):
        return None
    return found if found in READABLE else None


def _as_far_as_it_goes(content: bytes, codec: str) -> str:
    # Programs that name a national charset and send UTF-8 are common; text that is whole UTF-8 is no accident.
    # Lone high bytes in a mail that says "ascii" or nothing were nearly always written on Windows.
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(content) if codec == "utf-8" else content.decode(codec, "replace")


def _guessed(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as wrong:
        begins_well = not content[: wrong.start].isascii()
        return content.decode("utf-8" if begins_well else "cp1252", "replace")


def _shown(charset: str | None) -> str:
    return re.sub(r"[^\x21-\x7e]", "", (charset or "none")[:MOST_NAME_CHARACTERS])
