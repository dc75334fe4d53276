"""Stretches of days that are named from the day of writing: "last week", "le mois prochain". Works on levelled text."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

_AHEAD = re.compile(r"\bnext\b|\bprochaine?\b")
_BEHIND = re.compile(r"\blast\b|\bderni|\bpasse")


def stretch_of(words: str, sent_at: datetime | None) -> str | None:
    """Return the week or weekend as "first/last", the month as "2026-05", the year as "2026".

    None without a day to count from, and for a season, whose first day nobody agrees on.

    >>> stretch_of("last week", datetime(2026, 11, 12)), stretch_of("le mois prochain", datetime(2026, 12, 3))
    ('2026-11-02/2026-11-08', '2027-01')
    """
    if sent_at is None:
        return None
    step = 1 if _AHEAD.search(words) else -1 if _BEHIND.search(words) else 0
    if "week" in words or "semaine" in words:
        return _week(sent_at.date(), step, first=5 if "weekend" in words else 0)
    if "mois" in words or "month" in words:
        year, month = divmod(sent_at.year * 12 + sent_at.month - 1 + step, 12)
        return f"{year:04d}-{month + 1:02d}"
    if re.search(r"\b(?:year|yr|an|annee)\b", words):
        return f"{sent_at.year + step:04d}"
    return None


def _week(near: date, step: int, first: int) -> str | None:
    """Return the days from the first, 0 for Monday, to Sunday of the week so many weeks away."""
    try:
        monday = near + timedelta(days=7 * step - near.weekday())
        return f"{monday + timedelta(days=first)}/{monday + timedelta(days=6)}"
    except OverflowError:
        return None
