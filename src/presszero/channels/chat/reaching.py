"""A phone number in what somebody wrote: only one that they give as such, or that looks like nothing else."""

from __future__ import annotations

import re

LEAST_DIGITS, MOST_DIGITS = 6, 15
_NUMBER = re.compile(r"(?<![\w.,/-])\+?\d[\d ()./\-]{4,22}\d(?!\w)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}\Z")
_GIVEN = re.compile(
    r"\b(?:phone|call|ring|tel|mobile|cell|reach me|text me|t[ée]l[ée]phone|portable|rappel|appel|joindre|num[ée]ro de t)",
    re.IGNORECASE,
)


def phone_number_in(words: str) -> str:
    """Return the phone number that somebody gives, "" when there is none.

    >>> phone_number_in("Please call me on 030 23125 101."), phone_number_in("My card is 1234 5678 9012.")
    ('030 23125 101', '')
    """
    for found in _NUMBER.finditer(words):
        number = found[0].strip()
        digits = sum(char.isdigit() for char in number)
        if not LEAST_DIGITS <= digits <= MOST_DIGITS or _DAY.match(number):
            continue
        if number.startswith(("+", "0")) or _GIVEN.search(words[: found.start()]):
            return number
    return ""
