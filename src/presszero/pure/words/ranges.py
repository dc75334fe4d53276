"""Days and hours told together: "from 12 to 15 January" and "entre 8 h et 18 h" are one detail, "2 and 16 April" are two days."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from presszero.pure.words.shapes import Detail

_TO = re.compile(r" ?(?:-|to|till?|until|through|jusqu'(?:a|au)|a|au)(?: the| le)? ?|-")
_AND = re.compile(r" (?:and|et)(?: the| le)? ")
_BETWEEN = re.compile(r"\b(?:between|entre)(?: the| le)? $")
_FROM = re.compile(r"\b(?:from|du|de|des|between|entre)(?: the| le)? $")
_LISTED = re.compile(r", ?|,? ?(?:and|et|&|or|ou) ")
_OF_MONTH = re.compile(r"(?:the |le )?\d{1,2}(?:st|nd|rd|th|er)? ?(?:of |de )?[a-z]")
_MARK = {"date": "/", "time": "-"}
JUST_BEFORE = 20
"""Characters before a day or hour that tell whether a range begins: "between the " has twelve."""


def joined(details: Sequence[Detail], text: str, plain: str) -> list[Detail]:
    """Return details in order with each range as one: from the first day or hour to the last, its values joined by "/" or "-"."""
    return list(_joined(_with_hours(_with_days(details, plain), text), text, plain))


_DOTTED = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")
_NEXT_HOUR = re.compile(r"[ ,;/]{0,2}(?:(?:and|et|or|then|to|a|-)[ ])?-?")


def _with_hours(details: Sequence[Detail], text: str) -> list[Detail]:
    """Return details in which what looks like money beside an hour is an hour, too: "the 8.50, 10.30 and 12.15"."""
    found = list(details)
    for ordered in (range(1, len(found)), range(len(found) - 2, -1, -1)):
        for at in ordered:
            near = found[at - 1] if ordered.step > 0 else found[at + 1]
            first, second = sorted((found[at], near), key=lambda each: each.start)
            if not (near.kind == "time" and found[at].kind == "amount" and _DOTTED.fullmatch(found[at].text)):
                continue
            if _DOTTED.search(near.text) and _NEXT_HOUR.fullmatch(text[first.end : second.start].lower()):
                hour, _, minute = found[at].text.partition(".")
                found[at] = replace(found[at], kind="time", value=f"{int(hour):02d}:{minute}")
    return found


def _with_days(details: Sequence[Detail], plain: str) -> list[Detail]:
    """Return details in which a bare figure before a day of a month is a day of it, too: "4, 8 and 9 December"."""
    found: list[Detail] = []
    for detail in reversed(details):
        after = found[-1] if found else None
        day = _day_beside(detail, after, plain) if after else None
        found.append(replace(detail, kind="date", value=day) if day else detail)
    return found[::-1]


def _day_beside(detail: Detail, after: Detail, plain: str) -> str | None:
    gap = plain[detail.end : after.start]
    if detail.kind != "count" or not detail.text.isdigit() or after.kind != "date" or not after.value:
        return None
    told = _OF_MONTH.match(plain, after.start) or _LISTED.match(plain, after.end)
    if not told or not (_TO.fullmatch(gap) or _LISTED.fullmatch(gap)):
        return None
    try:
        return date.fromisoformat(after.value).replace(day=int(detail.text)).isoformat()
    except ValueError:
        return None


def _joined(details: Sequence[Detail], text: str, plain: str) -> Iterator[Detail]:
    before: Detail | None = None
    for detail in details:
        if before is not None and _are_one(before, detail, plain):
            before = _one(before, detail, text, plain)
            continue
        if before is not None:
            yield before
        before = detail
    if before is not None:
        yield before


def _are_one(first: Detail, second: Detail, plain: str) -> bool:
    if first.kind == second.kind == "place":
        return bool(_ROOM.match(first.text)) and plain[first.end : second.start] in (", ", " ")
    if first.kind == second.kind == "duration":
        return _are_one_length(first, second, plain)
    if first.kind != second.kind or first.kind not in _MARK or _MARK[first.kind] in (first.value or "")[5:]:
        return False
    if first.value and second.value and first.value > second.value:
        return False  # from Monday to Friday: days that return
    gap = plain[first.end : second.start]
    if _TO.fullmatch(gap):
        return True
    return bool(_AND.fullmatch(gap)) and _before(_BETWEEN, first, plain) is not None


def _before(words: re.Pattern[str], detail: Detail, plain: str) -> re.Match[str] | None:
    return words.search(plain, max(0, detail.start - JUST_BEFORE), detail.start)


_ROOM = re.compile(r"(?:flat|unit|apartment|apt|room|suite|bed|ward|block) [\w/-]{1,5}$", re.IGNORECASE)
_HOURS = re.compile(r"PT(\d+)H")
_MINUTES = re.compile(r"PT(\d+)M")


def _are_one_length(first: Detail, second: Detail, plain: str) -> bool:
    """Return whether hours and minutes are told as one length: "1 hr 45 min", "an hour and ten minutes"."""
    hours, minutes = _HOURS.fullmatch(first.value or ""), _MINUTES.fullmatch(second.value or "")
    return bool(hours and minutes) and plain[first.end : second.start] in (" ", " and ", " et ", ", ")


def _length(first: Detail, second: Detail) -> str | None:
    hours, minutes = _HOURS.fullmatch(first.value or ""), _MINUTES.fullmatch(second.value or "")
    return f"PT{60 * int(hours[1]) + int(minutes[1])}M" if hours and minutes else None


_PART = re.compile(
    r"\b(?:in the (?:afternoon|evening)|at night|du soir|apres-midi|après-midi)\b", re.IGNORECASE
)
_HALF = re.compile(r"matin|morning|[ap]\.?m\b", re.IGNORECASE)


def _in_the_same_part(first: Detail, second: Detail) -> Detail:
    """Return the first of two hours with the part of the day told after the second: "entre 8 h et 10 h du soir"."""
    hour = int((first.value or "99")[:2])
    if _HALF.search(first.text) or not _PART.search(second.text) or not second.value or not 0 < hour < 12:
        return first
    later = f"{hour + 12}{(first.value or '')[2:]}"
    return replace(first, value=later) if later < second.value else first


def _one(first: Detail, second: Detail, text: str, plain: str) -> Detail:
    if first.kind in ("place", "duration"):
        words = text[first.start : second.end]
        value = _length(first, second) if first.kind == "duration" else " ".join(words.split())
        return replace(first, end=second.end, text=words, value=value)
    if first.kind == "time" and _before(_BETWEEN, first, plain):
        first = _in_the_same_part(first, second)
    lead = _before(_FROM, first, plain)
    start = lead.start() if lead and first.kind == "time" else first.start
    value = f"{first.value}{_MARK[first.kind]}{second.value}" if first.value and second.value else None
    return replace(first, start=start, end=second.end, text=text[start : second.end], value=value)
