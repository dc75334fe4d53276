"""Who is there through a day: spans with how many people, as planners write them."""

from __future__ import annotations

import re

from presszero.pure.errors import BadInput
from presszero.pure.hours.calendars import read_spans, write_spans

MOST_PEOPLE = 999
Cover = tuple[tuple[int, int, int], ...]  # begins, ends in minutes after midnight, and how many people
_PEOPLE = re.compile(r"\s*[x×]\s*(\d{1,6})\Z")


def read_cover(words: str) -> Cover:
    """Return who is there on a day, as it is written: times, each with how many; nothing written means nobody.

    Shifts may overlap: then both are there. Raises BadInput for what is no time, or no number of people.

    >>> read_cover("08:00-16:00 x3, 12-20")
    ((480, 960, 3), (720, 1200, 1))
    """
    return tuple(sorted(_shift(part.strip()) for part in re.split(r"[,;]", words) if part.strip()))


def _shift(words: str) -> tuple[int, int, int]:
    told = _PEOPLE.search(words)
    people = int(told[1]) if told else 1
    if not 1 <= people <= MOST_PEOPLE:
        raise BadInput(
            f"“{words[:40]}” has {people} people; write 1 to {MOST_PEOPLE}, and leave the time out when nobody is there.",
            "week",
        )
    ((begins, ends),) = read_spans(words[: told.start()] if told else words) or ((0, 0),)
    if begins == ends:
        raise BadInput(f"“{words[:40]}” names no time. Write it like 08:00-16:00 x3.", "week")
    return begins, ends, people


def write_cover(cover: Cover) -> str:
    """Return cover as it is written in a form.

    >>> write_cover(((480, 960, 3), (720, 1200, 1)))
    '08:00-16:00 x3, 12:00-20:00 x1'
    """
    return ", ".join(f"{write_spans(((begins, ends),))} x{people}" for begins, ends, people in cover)
