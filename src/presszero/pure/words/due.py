"""By when something is promised: "by Friday", "within two working days", "before the week is out". Levelled text."""

import calendar
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from presszero.pure.words import dates
from presszero.pure.words.looking_ahead import looks
from presszero.pure.words.promised_hours import hour_before, hour_beside
from presszero.pure.words.signs import TABLES, read_table

DAY_ENDS = time(17, 0)
"""A promise for a day without an hour falls due then, in the time zone of the instant it is written."""

Due = tuple[datetime, tuple[int, int]]

_UNITS = "hours? h days? weeks? fortnights? months? minutes? heures? jours? semaines? mois quinzaine"
_UNIT = "(?P<unit>" + "|".join(_UNITS.split()) + r")\b"
_WORKING = "(?P<working>working |business )?"
_UP_TO = rf"(?:(?:{dates.NUMBER})(?: to | or |-| a | ou ))?"
"""The smaller number of "two to three weeks", which does not count."""
_AWAY = "from (?:now|today)|'?s? time|a compter d'aujourd'hui|today|,? (?:not longer|at (?:the )?most|at the latest|au plus(?! tard))"
_FROM_NOW = re.compile(
    rf"\b(?P<n>{dates.NUMBER}) {_WORKING}{_UNIT}(?: ?(?:{_AWAY}))\b(?P<ouvres>)"
    rf"|\b(?:needs?|takes?|(?:give|allow)(?: (?:me|us))?|another|encore|faut|laissez-nous) {_UP_TO}(?P<n2>{dates.NUMBER}) (?:more )?(?P<working2>working |business )?{_UNIT.replace('unit', 'unit2')}"
)
_WITHIN = re.compile(
    r"\b(?:within|in|inside|under|over|during|sous|dans|dans un delai de|d'ici|avant|en) (?:the (?:next|coming) |les |another |at most |no more than )?"
    rf"{_UP_TO}(?P<n>{dates.NUMBER}|the) {_WORKING}{_UNIT}(?P<ouvres> ouvr(?:es|ables))?"
)
_TO_A_CLOCK = re.compile(
    r"(?:avant (?:les )?(?:1?\d|2[0-3])|d'ici (?:les )?(?:[7-9]|1\d|2[0-3])) h(?:eures?)?\b"
)
"""An hour of the clock, and no number of hours: "ce soir avant 20 h"."""
_HALF_HOUR = re.compile(
    r"\b(?:within|in) (?:the |a )?(?:next )?half (?:an |the )?hour\b|\bdans (?:une|la) demi-heure\b"
)
_IN_YEAR = re.compile(r"\b(?:in|during|by the end of|en|courant|d'ici fin) (20\d\d)\b")
_LEAD = re.compile(
    r"\b(?:by|on|before|until|no later than|from|le|avant|d'ici|au plus tard(?: le)?|pour|for|des)(?: le| the)? $"
)
_LATEST = re.compile(
    r"\b(?:by|(?:no|not) later than|at the (?:very )?latest(?: on| by)?|d'ici(?: a| au| le)?|au plus tard)(?: le| the)? $"
)
_WEEK_LATER = re.compile(
    r"(?P<seven> week| en huit)\b|,? (?:of )?next week\b|,? (?:de )?la semaine prochaine\b"
)
_WEEK_ON = re.compile(r"\ba week on $")
_BILL = "bill|bills|invoice|statement|payslip|account"
_BILL_OF_MONTH = re.compile(
    rf"\b(?:on|with|in|off|to) (?:the|your) (?P<before>{dates.MONTH}) (?:{_BILL})\b"
    rf"|\b(?:on|with|in) (?:the|your) (?:{_BILL}) (?:of|for|in) (?P<after>{dates.MONTH})\b"
    rf"|\b(?:sur|avec|dans) (?:la |le |l'|votre )(?:prochaine? )?(?:facture|quittance|releve|avis|paie|paye) (?:de |d')(?P<de>{dates.MONTH})\b"
)
_COMES_BACK = re.compile(
    r"\b(?:refund\w*|credit\w*|get (?:it|that|them|this) back|(?:pay|paid|give|given) (?:\w+ )?back|(?:take|taken|come|comes) off|deduct\w*|rembours\w*|deduit\w*|deduir\w*|restitu\w*|un avoir|une remise)\b"
)
"""What money does that comes back on a bill; whoever looks into a charge on one promises nothing by its month."""
MONTHS_TO_A_BILL = 4
_WEEK_OF_MONTH = re.compile(
    rf"\b(?P<which>first|second|third|last|premiere|deuxieme|troisieme|derniere) (?:week|semaine)(?: of| in| de| d'| du mois de| du mois d')? ?(?P<named>{dates.MONTH})\b"
)
_WEEKS_ON = {"first": 0, "premiere": 0, "second": 1, "deuxieme": 1, "third": 2, "troisieme": 2}

PERIODS = read_table((TABLES / "due.txt").read_text(encoding="utf-8"))
"""Periods and the words for them; each falls due on its last working day, or its last day."""
_PERIOD_OF = {phrase: name for name, phrases in PERIODS.items() for phrase in phrases}
_LONGEST_FIRST = "|".join(sorted(map(re.escape, _PERIOD_OF), key=len, reverse=True))
_PERIOD = re.compile(
    rf"\b(?:(?:by|before|until|till|at|towards|for|in|during|no later than|d'ici|avant|a|en|pour|vers) )?(?P<name>{_LONGEST_FIRST})\b(?!'s|-la\b| dernier| derniere)"
)
_MONTH = re.compile(
    r"\b(?P<how>by the end of|at the end of|before the end of|(?:the )?end of|before|in the course of|during|in|by|by mid-|mid-|in mid-|(?:by |in )?the middle of|early|by early|d'ici fin|d'ici la fin|fin|avant la fin d[eu]|"
    rf"avant la fin du mois d[e']|avant|courant|en|mi-|d'ici mi-|debut)(?: of| de| d')? ?(?P<named>{dates.MONTH})\b(?P<out> is (?:out|over))?(?! \d)"
)


def due_of(words: str, at: datetime) -> tuple[datetime | None, tuple[int, int] | None]:
    """Return when the levelled words fall due, and the span of the words that say so; (None, None) without any."""
    try:
        return (
            _on_day(words, at, _LATEST)
            or _within(words, at)
            or _on_day(words, at)
            or _in_period(words, at)
            or (None, None)
        )
    except OverflowError:
        return None, None


def _within(words: str, at: datetime) -> Due | None:
    if half := _HALF_HOUR.search(words):
        return at + timedelta(minutes=30), half.span()
    found = _FROM_NOW.search(words) or _WITHIN.search(words)
    if found is None or _TO_A_CLOCK.match(found.group()):
        return None
    part = found.groupdict()
    said, unit = part["n"] or part["n2"], (part["unit"] or part["unit2"])[:2]
    number = 1 if said == "the" else _FRENCH_WEEKS.get(f"{said} {unit}") or dates.number_of(said)
    if number is None or (said == "the" and not found.group().startswith("within the")):
        return None
    return _after(
        number, unit, bool(part.get("working") or part.get("working2") or part.get("ouvres")), at
    ), found.span()


_FRENCH_WEEKS = {"huit jo": 7, "quinze jo": 14}
"""In French the day itself is counted: "quinze jours" are two weeks."""


def _after(number: int, unit: str, working: bool, at: datetime) -> datetime:
    """Return the instant so many units later; unit: the first two letters of its name, English or French."""
    if unit.startswith("h"):
        return at + timedelta(hours=number)
    if unit == "mi":
        return at + timedelta(minutes=number)
    if working:
        return at_hour(_working_days(at.date(), number), DAY_ENDS, at)
    if unit == "mo":
        return at_hour(_months_on(at.date(), number), DAY_ENDS, at)
    days = {"fo": 14, "qu": 14, "da": 1, "jo": 1, "we": 7, "se": 7}[unit]
    return at_hour(at.date() + timedelta(days=number * days), DAY_ENDS, at)


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


def _on_day(words: str, at: datetime, lead: re.Pattern[str] | None = None) -> Due | None:
    """Return the first day named that is not over; lead: only one after these words, such as "no later than"."""
    for found in dates.DAY.finditer(words):
        if found["alone"] or found["elided"] or found["beside"]:
            continue
        if (found["before"] or "").strip() in ("last", "since") or (
            found["weekday"] and _NO_ONE_DAY.search(words[: found.start()])
        ):
            continue
        if lead and not lead.search(words[: found.start()] + (found["before"] or "")):
            continue
        if not lead and lies_behind(words, *found.span()):
            continue
        day = week_later(words, found, dates.day_of(found, at, forward=True), at)
        if day is None or day < at.date():
            continue
        start = found.start()
        hour, start = hour_before(words, start)
        beside, end = hour_beside(words, found)
        hour = hour or beside
        if before := _LEAD.search(words[:start]):
            start = before.start()
        if (
            hour is None
            and not _DENIED.search(words)
            and _BEFORE_DAY.search(words[: found.start()] + (found["before"] or ""))
        ):
            day = day if _PART_OF_DAY.match(words, end) or day == at.date() else day - timedelta(days=1)
        elif hour is None and (other := _OR_DAY.match(words, end)):
            later = next(dates.DAY.finditer(words, other.end()), None)
            then = dates.day_of(later, at, forward=True) if later and later.start() == other.end() else None
            day, end = (then, later.end()) if then and later and then > day else (day, end)
        if eve := _EVE.search(words, end):
            day, end = day - timedelta(days=1), eve.end()
        return at_hour(day, hour or DAY_ENDS, at), (start, end)
    return None


_NO_ONE_DAY = re.compile(
    r"\b(?:(?:puis |et )?(?:chaque|tous les|every|each)|(?:amende|facture|lettre|courrier|message|mail|courriel|appel|retard|panne|incident|trajet|reclamation|plainte|visite) (?:\w+ )?(?:de|du)) $"
)
"""What came on a day that is over, or comes on each: "l'amende de dimanche", "chaque mercredi"."""
_EVE = re.compile(
    r"(?:,? and|;|,? et) [^,;]{0,60}?\b(?:the (?:day|evening|night|afternoon) before|la veille|le jour d'avant)\b(?! (?:the|your|my|our|his|her|this|that|it|you|le|la|les|votre|vos|d[eu])\b| d')"
)
"""What puts a promise before the day named in the same sentence: "it comes on Thursday, and we ring the evening before"."""


_BEFORE_DAY = re.compile(r"\b(?:before|avant)(?: le| la| the)? $")
_DENIED = re.compile(r"\b(?:not|never|nobody|no one|nothing|ne|personne)\b|n't\b|\bn'")
"""What is not done before a day may be done on it: "nobody is charged before Sunday"."""
_PART_OF_DAY = re.compile(
    r",? (?:morning|noon|lunch\w*|midday|afternoon|evening|night|close|matin|midi|soir|apres-midi|at|a) ?\b|,? \d"
)
_OR_DAY = re.compile(r",? (?:or|ou)(?: on| le| the)? (?=\w)")
"""Two days of which the later is the last: "Saturday or Sunday"."""


def week_later(words: str, found: re.Match[str], day: date | None, at: datetime) -> date | None:
    """Return the day, a week later in "a week on Monday" and "Monday week", in the week after this one in "Monday next week"."""
    if day is None or not found["weekday"]:
        return day
    if (found["after"] or "").strip() in dates.FURTHER:
        return day
    after = _WEEK_LATER.match((found["after"] or "") + words[found.end() :])
    if _WEEK_ON.search(words[: found.start()]) or (after and after["seven"]):
        return day + timedelta(days=7)
    this_week = day - at.date() <= timedelta(days=6 - at.weekday())
    return day + timedelta(days=7) if after and this_week else day


def _in_year(words: str, at: datetime) -> Due | None:
    found = _IN_YEAR.search(words)
    if found is None or int(found[1]) <= at.year:
        return None
    return at_hour(date(int(found[1]), 12, 31), DAY_ENDS, at), found.span()


def _in_month(words: str, at: datetime) -> Due | None:
    """Return the last day of a month: of the one before with "before" or "by", its middle with "mid-"."""
    named = list(_MONTH.finditer(words))
    found = next((each for each in named if each["how"] not in ("in", "en")), named[0] if named else None)
    if found is None:
        return None
    month, how = dates.MONTHS[found["named"]], found["how"]
    year = at.year + (month < at.month)
    if how in ("before", "by", "avant") and not found["out"]:
        return at_hour(date(year, month, 1) - timedelta(days=1), DAY_ENDS, at), found.span()
    middle = not {"mi", "mid", "middle"}.isdisjoint(re.split(r"[ -]", how))
    day = 15 if middle else 10 if how.endswith(("early", "debut")) else calendar.monthrange(year, month)[1]
    return at_hour(date(year, month, day), DAY_ENDS, at), found.span()


def _in_week_of_month(words: str, at: datetime) -> Due | None:
    """Return the Friday of the first week of a month that has three of its working days, or of a later or its last week."""
    found = _WEEK_OF_MONTH.search(words)
    if found is None:
        return None
    month = dates.MONTHS[found["named"]]
    first = date(at.year + (month < at.month), month, 3)
    friday = first + timedelta(days=(4 - first.weekday()) % 7)
    if found["which"] in _WEEKS_ON:
        return at_hour(friday + timedelta(weeks=_WEEKS_ON[found["which"]]), DAY_ENDS, at), found.span()
    end = _month_end(first)
    return at_hour(end - timedelta(days=(end.weekday() - 4) % 7), DAY_ENDS, at), found.span()


def _on_bill_of_month(words: str, at: datetime) -> Due | None:
    """Return the last day of the month whose bill will hold something: "on your January bill"."""
    found = _BILL_OF_MONTH.search(words)
    if found is None or not _COMES_BACK.search(words):
        return None
    month = dates.MONTHS[found["before"] or found["after"] or found["de"]]
    if (month - at.month) % 12 > MONTHS_TO_A_BILL:
        return None
    return at_hour(_month_end(date(at.year + (month < at.month), month, 1)), DAY_ENDS, at), found.span()


def _in_period(words: str, at: datetime) -> Due | None:
    """Return the end of a period: the Friday of a week, the last day of a month or a year."""
    found = next((each for each in _PERIOD.finditer(words) if not _is_over(each, words)), None)
    if found is None:
        return (
            _in_week_of_month(words, at)
            or _in_month(words, at)
            or _on_bill_of_month(words, at)
            or _in_year(words, at)
        )
    name = _PERIOD_OF[found["name"]]
    if name == "hour":
        return at + timedelta(hours=1), found.span()
    return at_hour(_LAST_DAY[name](at.date()), DAY_ENDS, at), found.span()


def _is_over(found: re.Match[str], words: str) -> bool:
    """Return whether something was done in a period that runs still: "I tried it this morning"."""
    named = found.span("name")
    return found.start() == named[0] and lies_behind(words, *named)


_MEANT_FOR = re.compile(r"(?:^|[.:;,] )(?:and |et )?(?:for|pour)(?: the| le)? $")
_ARRANGED = re.compile(
    r",? (?:i|we|je|j'|nous)(?: have|'ve| ?ai| avons) (?:\w+ )?(?:booked|arranged|ordered|reserved|planned|set|reserve|prevu|commande|organise)\b"
)
"""What is arranged for a day that a sentence begins with lies ahead: "for 11 December I have booked a car"."""


def lies_behind(words: str, start: int, end: int) -> bool:
    """Return whether something was done on a day, or has lasted since then."""
    if _MEANT_FOR.search(words[:start]) and _ARRANGED.match(words, end):
        return False
    return looks(words, start, end)[1]


def _month_end(day: date, months_on: int = 0) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months_on, 12)
    return date(year, month + 1, calendar.monthrange(year, month + 1)[1])


_LAST_DAY: dict[str, Callable[[date], date]] = {
    "today": lambda day: day,
    "weekend": lambda day: day + timedelta(days=6 - day.weekday()),
    "after weekend": lambda day: day + timedelta(days=7 - day.weekday()),
    "week": lambda day: day + timedelta(days=(4 - day.weekday()) % 7),
    "seven days": lambda day: day + timedelta(days=7),
    "fourteen days": lambda day: day + timedelta(days=14),
    "next week": lambda day: day + timedelta(days=11 - day.weekday()),
    "month": _month_end,
    "next month": lambda day: _month_end(day, 1),
    "year": lambda day: date(day.year, 12, 31),
    "next year": lambda day: date(day.year + 1, 12, 31),
}


def at_hour(day: date, hour: time, like: datetime) -> datetime:
    """Return an hour of a day, in the time zone of an instant."""
    return datetime.combine(day, hour, tzinfo=like.tzinfo)
