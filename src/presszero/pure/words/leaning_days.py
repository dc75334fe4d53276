"""Promises that lean on a day which the sentence before names: "The panel meets on 3 December. I will ring you that evening.".

Levelled text.
"""

import re
from datetime import date, datetime, time, timedelta

from presszero.pure.words import clocks, dates
from presszero.pure.words.due import DAY_ENDS, Due, at_hour, lies_behind, week_later
from presszero.pure.words.promised_hours import promised_clock

_OTHER_DAY = re.compile(
    r"\b(?:the day after(?! that)|the (?:next|following) (?:day|morning)|le lendemain|des le lendemain)\b(?P<after>)"
    r"|\b(?:the (?:day|evening|night) before|before (?:that|then)|avant cela|la veille)\b(?P<eve>)"
    rf"|\b(?P<n>{dates.NUMBER}) days? (?P<side>before|earlier|after(?:wards)?|later)\b|\b(?P<jours>{dates.NUMBER}) jours? (?P<cote>avant|plus tot|apres|plus tard)\b"
)
_THAT_DAY = re.compile(
    r"\b(?:(?:on |by |until |till )?(?:that|the same|that very) (?:day|morning|afternoon|evening|night)|(?:by|until|till|before) then|d'ici la|(?:le )?(?:soir|jour|matin|apres-midi) meme|ce (?:jour|matin|soir)-la|cet apres-midi-la"
    r"|(?:dans|en|pendant) (?:la (?:matinee|journee|soiree)|l'apres-midi|fin de (?:matinee|journee))|(?:en|ce) (?:debut|fin) (?:d'apres-midi|de (?:matinee|journee|soiree)))\b"
)


def due_beside(words: str, before: str, at: datetime) -> Due | None:
    """Return when the levelled words fall due by a day that the sentence before them names: "I will ring you that evening.".

    before: that sentence, levelled. None where the words lean on no day, or none is named; an hour alone leans on one.

    >>> at = datetime(2026, 11, 20, 9)
    >>> due_beside("i will ring you at six.", "the panel meets on 3 december.", at)
    (datetime.datetime(2026, 12, 3, 18, 0), (16, 22))
    >>> due_beside("i will ring you.", "the panel meets on 3 december.", at)
    """
    try:
        day = _day_named(before, at, leans=leans_on_a_day(words))
        return _beside(words, day, at)
    except OverflowError:
        return None


def _beside(words: str, day: date | None, at: datetime) -> Due | None:
    """Return when the words fall due beside a day that was named; without one, at an hour of today that is to come."""
    other, same = _OTHER_DAY.search(words), _THAT_DAY.search(words)
    hour, start, end = _hour_alone(words)
    if day is None:
        then = at.replace(hour=hour.hour, minute=hour.minute, second=0, microsecond=0) if hour else None
        return (then, (start, end)) if then and then > at else None
    if other:
        return at_hour(day + timedelta(days=_days_from(other)), hour or DAY_ENDS, at), other.span()
    if same:
        start, end = (min(start, same.start()), max(end, same.end())) if hour else same.span()
        return at_hour(day, hour or DAY_ENDS, at), (start, end)
    return (at_hour(day, hour, at), (start, end)) if hour else None


def leans_on_a_day(words: str) -> bool:
    """Return whether the words say "that day" or "the day after" of a day named before; an hour alone does not."""
    return bool(_OTHER_DAY.search(words) or _THAT_DAY.search(words))


def _days_from(found: re.Match[str]) -> int:
    if found["after"] is not None:
        return 1
    if found["eve"] is not None:
        return -1
    number = dates.number_of(found["n"] or found["jours"]) or 0
    side = found["side"] or found["cote"]
    return -number if side in ("before", "earlier", "avant", "plus tot") else number


NOT_FAR = timedelta(days=60)


def _day_named(words: str, at: datetime, *, leans: bool) -> date | None:
    """Return the last day that a sentence names and that is not over.

    leans: what follows says "that day", so that a day not far ahead is one to come even beside a verb of the past.
    """
    for each in reversed(list(dates.DAY.finditer(words))):
        if each["alone"] or each["elided"] or each["beside"] or each["vague"] or each["only_year"]:
            continue
        day = week_later(words, each, dates.day_of(each, at, forward=True), at)
        if day is None or day < at.date() or (each["before"] or "").strip() in ("last", "since"):
            continue
        near = leans and day - at.date() <= NOT_FAR
        if near or _TOLD_US.search(words) or not lies_behind(words, *each.span()):
            return day
    return None


_TOLD_US = re.compile(
    r"\b(?:you|vous) (?:told|said|wrote|mentioned|asked|(?:m'|nous )?(?:avez|aviez) (?:dit|ecrit|demande))\b"
)
"""Behind "you told us" a day can lie ahead: "You told us you travel on Thursday"."""


def _hour_alone(words: str) -> tuple[time | None, int, int]:
    """Return the first hour at or by which something is done, and where its words begin and end."""
    for found in clocks.TIME.finditer(words):
        lead = _AT_HOUR.search(words[: found.start()])
        clock = promised_clock(found, words) if lead else None
        over = _THIS_MORNING.match(words, found.end()) or lies_behind(words, found.start(), found.end())
        if lead and not over and clock and len(clock) == 5:
            return time.fromisoformat(clock), lead.start(), found.end()
    return None, len(words), 0


_THIS_MORNING = re.compile(r" (?:this morning|yesterday|last night|ce matin|hier)\b")
_AT_HOUR = re.compile(
    r"\b(?:at|by|before|until|till|from|about|around|a|avant|vers|des|d'ici|pour)(?: about| around| environ)? $"
)
