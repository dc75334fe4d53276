"""The details of a letter: dates, times, durations, places, routes, amounts, references, people, counts."""

import calendar
import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from presszero.pure.words import dates, figures, naming
from presszero.pure.words.looking_ahead import looks, month_looks_ahead
from presszero.pure.words.normal import level
from presszero.pure.words.ranges import joined
from presszero.pure.words.shapes import READ_AT_MOST, Cut, Detail, DetailKind, Span
from presszero.pure.words.small_places import small_places
from presszero.pure.words.stretches import stretch_of

Found = Iterator[tuple[int, int, str | None]]


def details_of(
    text: str, sent_at: datetime | None, spans: Sequence[Span | Cut] | None = None, *, forward: bool = False
) -> list[Detail]:
    """Return the details in the text, in order and without overlaps.

    sent_at: resolves "Saturday" and days without a year; None leaves their value None.
    spans: where to look (sentences, for instance); the whole text when None.
    forward: weekdays lie ahead, as in a promise, rather than behind, as in a complaint.
    """
    details = _all_details(text, sent_at, forward)
    return list(details) if spans is None else list(_inside(details, spans))


# A letter is read again at each key of its reply, as the same words.
@lru_cache(maxsize=64)
def _all_details(text: str, sent_at: datetime | None, forward: bool) -> tuple[Detail, ...]:
    plain = level(text[:READ_AT_MOST])
    taken: list[tuple[int, int]] = []
    details: list[Detail] = []
    for kind, find in _finders(text[:READ_AT_MOST], plain, sent_at, forward):
        for start, end, value in find():
            at = bisect_left(taken, (start, end))
            clear = (at == 0 or taken[at - 1][1] <= start) and (at == len(taken) or taken[at][0] >= end)
            if clear and start < end:
                insort(taken, (start, end))
                details.append(Detail(kind, start, end, text[start:end], value))
    return tuple(joined(sorted(details, key=lambda each: each.start), text, plain))


def _inside(details: Sequence[Detail], spans: Sequence[Span | Cut]) -> Iterator[Detail]:
    ordered = sorted((span.start, span.end) for span in spans)
    at = 0
    for detail in details:
        while at < len(ordered) and ordered[at][1] < detail.end:
            at += 1
        if at < len(ordered) and ordered[at][0] <= detail.start:
            yield detail


def _finders(
    text: str, plain: str, sent_at: datetime | None, forward: bool
) -> list[tuple[DetailKind, Callable[[], Found]]]:
    """Return what looks for details, in the order in which one may take words from the next."""
    return [
        ("date", lambda: _dates(text, plain, sent_at, forward)),
        ("time", lambda: figures.times(plain)),
        ("duration", lambda: figures.durations(plain)),
        ("amount", lambda: figures.amounts(plain)),
        ("route", lambda: figures.routes(plain)),
        ("reference", lambda: figures.references(text, plain)),
        ("count", lambda: figures.counts(plain)),
        ("count", lambda: _left_figures(text, plain)),
        ("person", lambda: naming.people(text)),
        ("place", lambda: naming.places(text)),
        ("place", lambda: small_places(text, plain)),
        ("person", lambda: _left(text, "person")),
        ("place", lambda: _left(text, "place")),
    ]


POST_CODE = 5
"""Figures of a post code behind a street: "12 rue des Lilas 69003"."""


def _left_figures(text: str, plain: str) -> Found:
    """Yield bare figures that are not of a place: "41 Sexton Road", "Ward 11", "12 rue des Lilas 69003"."""
    for start, end, figure in figures.left(plain):
        post_code = (
            len(figure or "") == POST_CODE
            and naming.is_behind_place(text, start)
            and not _WORD_NEXT.match(text, end)
        )
        if not post_code and not naming.is_in_place(text, start, end):
            yield start, end, figure


_WORD_NEXT = re.compile(r" [a-z]")


def _left(text: str, kind: DetailKind) -> Found:
    return ((start, end, name) for each, start, end, name in naming.names_left(text) if each == kind)


def _dates(text: str, plain: str, sent_at: datetime | None, forward: bool) -> Found:
    named: str | None = None
    for start, end, value in _days(text, plain, sent_at, forward):
        if value in (_AFTER, _BEFORE):
            if named is None:
                continue
            value = _next_to(named, 1 if value == _AFTER else -1)
        named = value if value and len(value) == 10 else named
        yield start, end, value


def _next_to(day: str, step: int) -> str | None:
    """Return the day so many days from another, None where the calendar ends."""
    try:
        return (date.fromisoformat(day) + timedelta(days=step)).isoformat()
    except OverflowError:
        return None


_AFTER, _BEFORE = "the day after", "the day before"
_BEFORE_IT = re.compile(r"before|previous|veille")


def _days(text: str, plain: str, sent_at: datetime | None, forward: bool) -> Found:
    every = list(dates.DAY.finditer(plain))
    for found in every:
        if found["month"]:
            yield from _others_of_month(found, plain, sent_at, forward)
    for found in every:
        start, end = found.span()
        if beside := found["beside"]:
            yield start, end, _BEFORE if _BEFORE_IT.search(beside) else _AFTER
            continue
        if vague := found["vague"]:
            yield start, end, stretch_of(vague, sent_at)
            continue
        if alone := found["alone"] or found["elided"]:
            start = found.start("alone" if found["alone"] else "elided")
            if not text[start].isupper() and alone in ("may", "mar", "march"):
                continue
            year = found["alone_year"]
            yield (
                start,
                end,
                f"{year}-{dates.MONTHS[alone]:02d}"
                if year
                else _month(alone, sent_at, month_looks_ahead(plain, start, end)),
            )
            continue
        if year := found["only_year"]:
            yield found.start("only_year"), end, year
            continue
        if _returns(found, plain):
            continue
        if _counts_what_may_be(found, plain) or (
            found["word"] in ("a matin", "a soir") and text[start] not in "àÀ"
        ):
            continue
        day = _day_of(found, plain, sent_at, forward)
        yield start, end, day.isoformat() if day else None


_MAY_BE = re.compile(r" (?:be|have|not|also|take|well|come|go|only|still)\b")
LAST_OF_MONTH = 31


def _counts_what_may_be(found: re.Match[str], plain: str) -> bool:
    """Return whether "40 may" begins "£312.40 may be paid", or counts more days than a month has."""
    if not found["month"]:
        return False
    return int(found["day"]) > LAST_OF_MONTH or (
        found["month"] == "may" and bool(_MAY_BE.match(plain, found.end()))
    )


def _day_of(found: re.Match[str], plain: str, sent_at: datetime | None, forward: bool) -> date | None:
    ahead, back = looks(plain, *found.span())
    return dates.day_of(found, sent_at, forward or ahead, back=back)


_SAME_MONTH = re.compile(
    r"(?:\b(?:for|on|of|the|les|le|des|aux|au|du|between|entre|from|until|till|by|since|both|pour|dates?|days?|jours)|(?:^|[:(,])) ?"
    r"(?P<days>(?:\d{1,2}(?:st|nd|rd|th|er)?, )*\d{1,2}(?:st|nd|rd|th|er)?)(?: (?:and|or|et|ou|&|to|au|until|till) (?:the |le )?| ?- ?)$"
)


def _others_of_month(last: re.Match[str], plain: str, sent_at: datetime | None, forward: bool) -> Found:
    """Yield the days that share the month named after the last of them: "2 and 9 December"."""
    found = _SAME_MONTH.search(plain, max(0, last.start() - 40), last.start())
    day = _day_of(last, plain, sent_at, forward) if found else None
    if found is None or day is None:
        return
    for each in re.finditer(r"(\d{1,2})(?:st|nd|rd|th|er)?", found["days"]):
        if 1 <= (number := int(each[1])) <= calendar.monthrange(day.year, day.month)[1]:
            begin = found.start("days") + each.start()
            yield begin, begin + len(each[0]), day.replace(day=number).isoformat()


_EACH = re.compile(
    r"\b(?:every|each|all|most|every other|every second|an?|any|chaque|tous les|toutes les|tous|le|les|un|mon|mes|nos) $"
)
_IN_GENERAL = re.compile(r"(?:^|[^0-9]) (?:le|du|au) $")
"""What stands before a French day that returns, unless the day has a date: "le dimanche", "l'aquabike du jeudi"."""
_NAMED_BY_DAY = re.compile(r"(?:\b(?:the|our|your|a|my) )$")
_OF_THE_DAY = frozenset(
    [
        "morning",
        "afternoon",
        "evening",
        "night",
        "eve",
        "before",
        "after",
        "the",
        "at",
        "in",
        "on",
        "and",
        "or",
        "of",
        "when",
        "that",
        "it",
        "he",
        "she",
        "they",
        "we",
        "i",
        "you",
        "is",
        "was",
        "for",
        "from",
        "to",
        "until",
        "till",
        "with",
        "by",
        "but",
        "so",
        "as",
        "my",
        "no",
        "not",
        "than",
        "which",
    ]
)


_LONG_WORD_NEXT = re.compile(r" ([a-z]{3,})")
_FRENCH_DAYS = frozenset(["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"])


def _returns(found: re.Match[str], plain: str) -> bool:
    """Return whether a weekday comes back each week: "every Friday", "on Sundays", "the Thursday market"."""
    name = found["weekday"]
    if not name or found["after"]:
        return False
    before = plain[max(0, found.start() - 14) : found.start()]
    many = found.group().endswith("s") and not name.endswith("s")
    each = _EACH.search(before)
    if many or (each and each.group().strip() != "le"):
        return True
    if name in _FRENCH_DAYS and _IN_GENERAL.search(" " + before):
        return True
    after = _LONG_WORD_NEXT.match(plain, found.end())
    return bool(_NAMED_BY_DAY.search(before) and after and after[1] not in _OF_THE_DAY)


def _month(name: str, sent_at: datetime | None, ahead: bool) -> str | None:
    if sent_at is None:
        return None
    number = dates.MONTHS[name]
    year = sent_at.year + (number < sent_at.month) if ahead else sent_at.year - (number > sent_at.month)
    return f"{year:04d}-{number:02d}"
