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


def joined(details: Sequence[Detail], text: str, plain: str) -> list[Detail]:
    """Return details in order with each range as one: from the first day or hour to the last, its values joined by "/" or "-"."""
    return list(_joined(_with_days(details, plain), text, plain))


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
    if first.kind != second.kind or first.kind not in _MARK or _MARK[first.kind] in (first.value or "")[5:]:
        return False
    if first.value and second.value and first.value > second.value:
        return False  # from Monday to Friday: days that return
    gap = plain[first.end : second.start]
    if _TO.fullmatch(gap):
        return True
    return bool(_AND.fullmatch(gap) and _BETWEEN.search(plain[: first.start]))


def _one(first: Detail, second: Detail, text: str, plain: str) -> Detail:
    lead = _FROM.search(plain[: first.start])
    start = lead.start() if lead and first.kind == "time" else first.start
    value = f"{first.value}{_MARK[first.kind]}{second.value}" if first.value and second.value else None
    return replace(first, start=start, end=second.end, text=text[start : second.end], value=value)
