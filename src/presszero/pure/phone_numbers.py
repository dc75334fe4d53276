"""Phone numbers as people say them: one way to keep each, and the keys by which a begun one is found."""

from __future__ import annotations

import re

FEWEST_DIGITS, MOST_DIGITS = 5, 15  # source: docs/sources.md#phone-numbers
FEWEST_ASKED = 6  # digits that are looked up as a number; fewer are a word, such as a line or a year
_SIGNS = re.compile(r"\+?[\d\s().\-/\u2010-\u2015]+\Z")
_TRUNK = re.compile(r"\(0\)")


def phone_number(typed: str) -> str:
    """Return a number as it is kept, "" where it is none: digits, behind a "+" where a country is named.

    >>> phone_number("+44 (0)20 7946-0958"), phone_number("0032 470/12.34.56"), phone_number("0470 12 34 56")
    ('+442079460958', '+32470123456', '0470123456')
    """
    typed = " ".join(typed.split())
    if not _SIGNS.match(typed):
        return ""
    abroad = typed.startswith(("+", "00"))
    digits = re.sub(r"\D", "", _TRUNK.sub("", typed) if abroad else typed)
    digits = digits.removeprefix("00") if typed.startswith("00") else digits
    if not (digits.isascii() and FEWEST_DIGITS <= len(digits) <= MOST_DIGITS):
        return ""
    return f"+{digits}" if abroad else digits


def number_tails(number: str) -> list[str]:
    """Return the ends of a kept number, so that who leaves the country or its nought away still finds it.

    >>> number_tails("+32470123456")[:3], number_tails("0470123456")[:1]
    (['32470123456', '2470123456', '470123456'], ['470123456'])
    """
    digits = number.lstrip("+").lstrip("0")
    return [digits[at:] for at in range(max(1, len(digits) - FEWEST_ASKED))]


def number_begun(typed: str) -> str:
    """Return the digits of a number that somebody types, perhaps not to its end; "" where it is none.

    >>> number_begun("0470 12 3"), number_begun("2026")
    ('470123', '')
    """
    digits = phone_number(typed).lstrip("+")
    return digits.lstrip("0") if len(digits) >= FEWEST_ASKED else ""
