"""By when something is promised: "by Friday", "within two working days", "before the week is out". Levelled text."""

import calendar
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from presszero.pure.words import dates

DAY_ENDS = time(17, 0)
"""A promise for a day without an hour falls due then, in the time zone of the instant it is written."""

Due = tuple[datetime, tuple[int, int]]

_UNITS = "hours? days? weeks? fortnights? months? minutes? heures? jours? semaines? mois quinzaine"
_UNIT = "(?P<unit>" + "|".join(_UNITS.split()) + r")\b"
_WORKING = "(?P<working>working |business )?"
_FROM_NOW = re.compile(
    rf"\b(?P<n>{dates.NUMBER}) {_WORKING}{_UNIT}(?: from (?:now|today)|'?s? time| a compter d'aujourd'hui)(?P<ouvres>)"
    rf"|\b(?:needs?|takes?|give me|another|encore|faut) (?P<n2>{dates.NUMBER}) (?:more )?{_UNIT.replace('unit', 'unit2')}"
)
_WITHIN = re.compile(
    r"\b(?:within|in|inside|under|over|during|sous|dans|dans un delai de|d'ici|avant|en) (?:the (?:next|coming) |les |another |at most |no more than )?"
    rf"(?P<n>{dates.NUMBER}|the) {_WORKING}{_UNIT}(?P<ouvres> ouvr(?:es|ables))?"
)
_HALF_HOUR = re.compile(r"\b(?:within|in) (?:the |a )?half (?:an |the )?hour\b|\bdans une demi-heure\b")
_IN_YEAR = re.compile(r"\b(?:in|during|by the end of|en|courant|d'ici fin) (20\d\d)\b")
_HOUR_BEFORE = re.compile(rf"(?:before |by |at |until |avant |a |pour )?(?:{dates.TIME.pattern})")
_HOUR_THEN = re.compile(rf"(?:{dates.TIME.pattern})(?: on| le)? $")
_LEAD = re.compile(
    r"\b(?:by|on|before|until|no later than|from|le|avant|d'ici|au plus tard(?: le)?|pour|for|des)(?: le| the)? $"
)

PERIODS: dict[str, str] = {
    "hour": "within the hour, in the next hour, in the hour, dans l'heure",
    "today": """today, tonight, this morning, this afternoon, this evening, by the end of the day, by the end of today's day, before the day is out, by close of business,
        aujourd'hui, dans la journee, ce matin, ce soir, cet apres-midi, d'ici ce soir""",
    "weekend": "over the weekend, at the weekend, this weekend, by the end of the weekend, ce week-end, pendant le week-end",
    "after weekend": "after the weekend, straight after the weekend, apres le week-end",
    "week": """this week, during the week, in the course of the week, by the end of the week, by the end of this week, at the end of the week, at the end of this week, before the end of the week,
        before the end of this week, before the week is out, before the weekend, within the week, later this week, cette semaine, dans la semaine,
        d'ici la fin de la semaine, avant la fin de la semaine, en fin de semaine, a la fin de la semaine, avant le week-end""",
    "this day next week": "this day next week, today week, by this time next week, d'aujourd'hui en huit",
    "next week": """next week, the coming week, in the coming week, la semaine prochaine, la semaine qui vient""",
    "month": """this month, by the end of the month, by the end of this month, for the end of the month, at the end of the month, at the end of this month, before the end of the month, before the month is out,
        ce mois-ci, d'ici la fin du mois, avant la fin du mois, d'ici fin du mois, a la fin du mois, fin du mois""",
    "next month": "next month, in the coming month, by the end of next month, le mois prochain",
    "year": """this year, by the end of the year, by the end of this year, before the end of the year, before the year is out, within the year, by year's end, cette annee,
        avant la fin de l'annee, d'ici la fin de l'annee, d'ici fin de l'annee""",
    "next year": "next year, l'annee prochaine, l'an prochain",
}
"""Periods and the words for them; each falls due on its last working day, or its last day."""

_PERIOD = re.compile(
    r"\b(?:"
    + "|".join(
        "|".join(
            sorted(
                (re.escape(" ".join(phrase.split())) for phrase in words.split(",")), key=len, reverse=True
            )
        )
        for words in PERIODS.values()
    )
    + r")\b(?!'s)"
)
_PERIOD_OF = {
    " ".join(phrase.split()): name for name, words in PERIODS.items() for phrase in words.split(",")
}
_MONTH = re.compile(
    r"\b(?P<how>by the end of|at the end of|before the end of|end of|before|in the course of|during|in|by|by mid-|mid-|in mid-|early|by early|d'ici fin|d'ici la fin|fin|avant la fin d[eu]|"
    rf"avant la fin du mois d[e']|avant|courant|en|mi-|d'ici mi-|debut)(?: of| de| d')? ?(?P<named>{dates.MONTH})\b(?P<out> is (?:out|over))?(?! \d)"
)


def due_of(words: str, at: datetime) -> tuple[datetime | None, tuple[int, int] | None]:
    """Return when the levelled words fall due, and the span of the words that say so; (None, None) without any."""
    try:
        return _within(words, at) or _on_day(words, at) or _in_period(words, at) or (None, None)
    except OverflowError:
        return None, None


def _within(words: str, at: datetime) -> Due | None:
    if half := _HALF_HOUR.search(words):
        return at + timedelta(minutes=30), half.span()
    found = _FROM_NOW.search(words) or _WITHIN.search(words)
    if found is None:
        return None
    part = found.groupdict()
    said, unit = part["n"] or part["n2"], (part["unit"] or part["unit2"])[:2]
    number = 1 if said == "the" else dates.number_of(said)
    if number is None or (said == "the" and not found.group().startswith("within the")):
        return None
    return _after(number, unit, bool(part.get("working") or part.get("ouvres")), at), found.span()


def _after(number: int, unit: str, working: bool, at: datetime) -> datetime:
    """Return the instant so many units later; unit: the first two letters of its name, English or French."""
    if unit in ("ho", "he"):
        return at + timedelta(hours=number)
    if unit == "mi":
        return at + timedelta(minutes=number)
    if working:
        return _at(_working_days(at.date(), number), DAY_ENDS, at)
    if unit == "mo":
        return _at(_months_on(at.date(), number), DAY_ENDS, at)
    days = {"fo": 14, "qu": 14, "da": 1, "jo": 1, "we": 7, "se": 7}[unit]
    return _at(at.date() + timedelta(days=number * days), DAY_ENDS, at)


def _months_on(day: date, number: int) -> date:
    """Return the same day that many months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _working_days(day: date, number: int) -> date:
    """Return the day that many working days later; Monday to Friday, holidays are not known here."""
    weeks, rest = divmod(min(number, 2000), 5)
    day += timedelta(weeks=weeks)
    while rest or day.weekday() > 4:
        day += timedelta(days=1)
        rest -= day.weekday() <= 4 and rest > 0
    return day


def _on_day(words: str, at: datetime) -> Due | None:
    for found in dates.DAY.finditer(words):
        if found["alone"] or (found["before"] or "").strip() in ("last", "since"):
            continue
        day = dates.day_of(found, at, forward=True)
        if day is None or day < at.date():
            continue
        hour, end = _hour_beside(words, found)
        start = found.start()
        if early := None if hour else _HOUR_THEN.search(words[:start]):
            clock = dates.clock_of(early)
            hour, start = (time.fromisoformat(clock), early.start()) if clock else (hour, start)
        if lead := _LEAD.search(words[:start]):
            start = lead.start()
        return _at(day, hour or DAY_ENDS, at), (start, end)
    return None


def _hour_beside(words: str, found: re.Match[str]) -> tuple[time | None, int]:
    """Return the time of day that directly follows a day, and where the words of both end."""
    after = words[found.end() : found.end() + 40]
    gap = re.match(r"[ ,]{1,2}", after)
    beside = _HOUR_BEFORE.match(after, gap.end()) if gap else None
    clock = dates.clock_of(beside) if beside else None
    if beside is None or clock is None:
        part = found["word"] or ""
        return (time(12, 0) if "morning" in part or "matin" in part else None), found.end()
    return time.fromisoformat(clock), found.end() + beside.end()


def _in_year(words: str, at: datetime) -> Due | None:
    found = _IN_YEAR.search(words)
    if found is None or int(found[1]) <= at.year:
        return None
    return _at(date(int(found[1]), 12, 31), DAY_ENDS, at), found.span()


def _in_month(words: str, at: datetime) -> Due | None:
    """Return the last day of a month: of the one before with "before" or "by", its middle with "mid-"."""
    named = list(_MONTH.finditer(words))
    found = next((each for each in named if each["how"] not in ("in", "en")), named[0] if named else None)
    if found is None:
        return None
    month, how = dates.MONTHS[found["named"]], found["how"]
    year = at.year + (month < at.month)
    if how in ("before", "by", "avant") and not found["out"]:
        return _at(date(year, month, 1) - timedelta(days=1), DAY_ENDS, at), found.span()
    middle = "mi" in re.split(r"[ -]", how) or "mid" in re.split(r"[ -]", how)
    day = 15 if middle else 10 if how.endswith(("early", "debut")) else calendar.monthrange(year, month)[1]
    return _at(date(year, month, day), DAY_ENDS, at), found.span()


def _in_period(words: str, at: datetime) -> Due | None:
    """Return the end of a period: the Friday of a week, the last day of a month or a year."""
    found = _PERIOD.search(words)
    if found is None:
        return _in_month(words, at) or _in_year(words, at)
    name = _PERIOD_OF[found.group()]
    if name == "hour":
        return at + timedelta(hours=1), found.span()
    return _at(_LAST_DAY[name](at.date()), DAY_ENDS, at), found.span()


def _month_end(day: date, months_on: int = 0) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months_on, 12)
    return date(year, month + 1, calendar.monthrange(year, month + 1)[1])


_LAST_DAY: dict[str, Callable[[date], date]] = {
    "today": lambda day: day,
    "weekend": lambda day: day + timedelta(days=6 - day.weekday()),
    "after weekend": lambda day: day + timedelta(days=7 - day.weekday()),
    "week": lambda day: day + timedelta(days=(4 - day.weekday()) % 7),
    "this day next week": lambda day: day + timedelta(days=7),
    "next week": lambda day: day + timedelta(days=11 - day.weekday()),
    "month": _month_end,
    "next month": lambda day: _month_end(day, 1),
    "year": lambda day: date(day.year, 12, 31),
    "next year": lambda day: date(day.year + 1, 12, 31),
}


def _at(day: date, hour: time, like: datetime) -> datetime:
    return datetime.combine(day, hour, tzinfo=like.tzinfo)
