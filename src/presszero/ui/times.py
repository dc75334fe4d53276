"""Times as people say them: relative and absolute, in the organisation's zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

FORM_TIME = "%Y-%m-%dT%H:%M"


def local(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone))


def clock_words(at: datetime, now: datetime, zone: str) -> str:
    """Return "16:00" for today, "tomorrow 09:00", else "Fri 5 Sep, 12:00"; the year when it is another one."""
    there, here = local(at, zone), local(now, zone)
    days = (there.date() - here.date()).days
    time = there.strftime("%H:%M")
    if days == 0:
        return time
    if days == 1:
        return _("tomorrow %(time)s") % {"time": time}
    if days == -1:
        return _("yesterday %(time)s") % {"time": time}
    return _("%(day)s, %(time)s") % {"day": _day(there, here), "time": time}


def _day(there: datetime, here: datetime) -> str:
    return _day_words(there.date(), there.year != here.year, get_language() or "")


def short_day(day: date) -> str:
    """Return "Fri 5 Sep", in French "ven. 5 sept."."""
    return _day_words(day, False, get_language() or "")


@lru_cache(maxsize=1024)
def _day_words(day: date, with_year: bool, language: str) -> str:
    """Return a day in words; language: the one spoken now, so that each has its own words and their order."""
    form = pgettext("form of a day", "D j M Y") if with_year else pgettext("form of a day", "D j M")
    return formats.date_format(day, form)


def by_words(at: datetime, now: datetime, zone: str) -> str:
    """Return "by today, 18:00" or "by Fri 5 Sep, 12:00"."""
    there, here = local(at, zone), local(now, zone)
    if there.date() == here.date():
        return _("by today, %(time)s") % {"time": there.strftime("%H:%M")}
    if abs((there.date() - here.date()).days) == 1:
        return _("by %(when)s") % {"when": clock_words(at, now, zone)}
    return _("by %(day)s, %(time)s") % {"day": _day(there, here), "time": there.strftime("%H:%M")}


def span_words(seconds: float) -> str:
    """Return "48 min", "1 h 48 min", "3 days"; of a span's size, without its sign."""
    minutes = int(abs(seconds) // 60)
    if minutes < 60:
        return _("%(n)s min") % {"n": minutes}
    if minutes < 24 * 60:
        hours, rest = divmod(minutes, 60)
        return _("%(h)s h %(m)02d min") % {"h": hours, "m": rest} if rest else _("%(h)s h") % {"h": hours}
    days = minutes // (24 * 60)
    return _("1 day") if days == 1 else _("%(n)s days") % {"n": days}


def left_words(seconds: float) -> str:
    """Return "48 min" for time that is left, "48 min late" for time that has passed."""
    span = span_words(seconds)
    return _("%(span)s late") % {"span": span} if seconds < 0 else span


def due_tone(at: datetime, now: datetime) -> str:
    """Return "bad" when past, "warn" within two hours, else nothing."""
    left = (at - now).total_seconds()
    return "bad" if left < 0 else "warn" if left <= 7200 else ""


def day_words(at: datetime, zone: str) -> str:
    """Return "Sunday 13 July 2025"."""
    return formats.date_format(local(at, zone), "l j F Y")


def full_words(at: datetime, zone: str) -> str:
    """Return "Sunday 13 July, 08:12"."""
    there = local(at, zone)
    return _("%(day)s, %(time)s") % {
        "day": formats.date_format(there, "l j F"),
        "time": there.strftime("%H:%M"),
    }


def from_form(words: str, zone: str) -> datetime | None:
    """Return the instant of a datetime-local field, in the organisation's zone; None when it is empty or no time."""
    try:
        return datetime.fromisoformat(words).replace(tzinfo=ZoneInfo(zone)) if words else None
    except ValueError:
        return None


def form_value(at: datetime, zone: str) -> str:
    return local(at, zone).strftime(FORM_TIME)


def size_words(size_bytes: int) -> str:
    """Return "12 kB" or "3.4 MB"."""
    if size_bytes < 1_000_000:
        return _("%(n)s kB") % {"n": max(1, round(size_bytes / 1000))}
    return _("%(n)s MB") % {"n": formats.number_format(size_bytes / 1_000_000, 1)}


def next_day(at: datetime) -> datetime:
    """Return the same hour a day later: what a time field proposes."""
    return at + timedelta(days=1)
