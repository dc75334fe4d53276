"""By when something is promised: "by Friday", "within two working days", "before the week is out". Levelled text."""

import calendar
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from presszero.pure.words import dates
from presszero.pure.words.looking_ahead import looks
from presszero.pure.words.normal import EMPTY
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
_HALF_HOUR = re.compile(
    r"\b(?:within|in) (?:the |a )?(?:next )?half (?:an |the )?hour\b|\bdans (?:une|la) demi-heure\b"
)
_IN_YEAR = re.compile(r"\b(?:in|during|by the end of|en|courant|d'ici fin) (20\d\d)\b")
_HOUR_BEFORE = re.compile(rf"(?:before |by |at |until |avant |a |pour )?(?:{dates.TIME.pattern})")
_HOUR_THEN = re.compile(rf"(?:{dates.TIME.pattern})(?: on| le)? $")
_HOUR = r"(?:[01]?\d|2[0-3])(?:[:.][0-5]\d| ?h(?: ?[0-5]\d)?\b| heures\b)?(?: ?[ap]\.?m\b\.?)?"
_HOURS = re.compile(
    rf"(?:between |from |entre |de |d')?(?P<from>{_HOUR}) ?(?:and|to|et|a|-|until|till) ?(?P<to>{_HOUR})(?! ?(?:minutes|hours|days|weeks|heures? de|jours|€|euros?|%))(?P<part> (?:in the (?:morning|afternoon|evening)|at night|du (?:matin|soir)|de l'apres-midi))?"
)
"""Two hours between which somebody comes: by the second it is done."""
_CLOCK = re.compile(r"\d ?(?:h|[:.]\d|[ap]\.?m)")
_LATE = re.compile(r"afternoon|evening|night|soir|apres-midi")
_HOURS_THEN = re.compile(rf"{_HOURS.pattern}(?: on| le)? $")
_EVENING_ENDS = 7
"""No promise is for the small hours: "between 2 and 4" without more is in the afternoon."""
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
    rf"|\b(?:sur|avec|dans) (?:la|le|votre) (?:prochaine? )?(?:facture|quittance|releve|avis|paie|paye) (?:de |d')(?P<de>{dates.MONTH})\b"
)
_COMES_BACK = re.compile(
    r"\b(?:refund\w*|credit\w*|get (?:it|that|them|this) back|(?:pay|paid|give|given) (?:\w+ )?back|(?:take|taken|come|comes) off|deduct\w*|rembours\w*|deduit\w*|deduir\w*|restitu\w*|un avoir)\b"
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
        return _at(day + timedelta(days=_days_from(other)), hour or DAY_ENDS, at), other.span()
    if same:
        start, end = (min(start, same.start()), max(end, same.end())) if hour else same.span()
        return _at(day, hour or DAY_ENDS, at), (start, end)
    return (_at(day, hour, at), (start, end)) if hour else None


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
        day = _week_later(words, each, dates.day_of(each, at, forward=True), at)
        if day is None or day < at.date() or (each["before"] or "").strip() in ("last", "since"):
            continue
        near = leans and day - at.date() <= NOT_FAR
        if near or _TOLD_US.search(words) or not _lies_behind(words, *each.span()):
            return day
    return None


_TOLD_US = re.compile(
    r"\b(?:you|vous) (?:told|said|wrote|mentioned|asked|(?:m'|nous )?(?:avez|aviez) (?:dit|ecrit|demande))\b"
)
"""Behind "you told us" a day can lie ahead: "You told us you travel on Thursday"."""


def _hour_alone(words: str) -> tuple[time | None, int, int]:
    """Return the first hour at or by which something is done, and where its words begin and end."""
    for found in dates.TIME.finditer(words):
        lead = _AT_HOUR.search(words[: found.start()])
        clock = _clock_of(found, words) if lead else None
        over = _THIS_MORNING.match(words, found.end()) or _lies_behind(words, found.start(), found.end())
        if lead and not over and clock and len(clock) == 5:
            return time.fromisoformat(clock), lead.start(), found.end()
    return None, len(words), 0


_THIS_MORNING = re.compile(r" (?:this morning|yesterday|last night|ce matin|hier)\b")
_AT_HOUR = re.compile(
    r"\b(?:at|by|before|until|till|from|about|around|a|avant|vers|des|d'ici|pour)(?: about| around| environ)? $"
)


def _within(words: str, at: datetime) -> Due | None:
    if half := _HALF_HOUR.search(words):
        return at + timedelta(minutes=30), half.span()
    found = _FROM_NOW.search(words) or _WITHIN.search(words)
    if found is None:
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


def _on_day(words: str, at: datetime, lead: re.Pattern[str] | None = None) -> Due | None:
    """Return the first day named that is not over; lead: only one after these words, such as "no later than"."""
    for found in dates.DAY.finditer(words):
        if found["alone"] or found["elided"] or found["beside"]:
            continue
        if (found["before"] or "").strip() in ("last", "since"):
            continue
        if lead and not lead.search(words[: found.start()] + (found["before"] or "")):
            continue
        if not lead and _lies_behind(words, *found.span()):
            continue
        day = _week_later(words, found, dates.day_of(found, at, forward=True), at)
        if day is None or day < at.date():
            continue
        start = found.start()
        hour, start = _hour_before(words, start)
        beside, end = _hour_beside(words, found)
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
        return _at(day, hour or DAY_ENDS, at), (start, end)
    return None


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


def _week_later(words: str, found: re.Match[str], day: date | None, at: datetime) -> date | None:
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


def _clock_of(found: re.Match[str] | None, words: str) -> str | None:
    """Return the hour of a promise; no office promises for the small hours, but where it says so."""
    clock = dates.clock_of(found) if found else None
    if found is None or clock is None or len(clock) != len("17:00"):
        return clock
    morning = _MORNING_BESIDE.search(words[max(0, found.start() - NEAR) : found.end() + NEAR])
    return clock if morning else dates.by_day(found, clock, promised=True)


_MORNING_BESIDE = re.compile(r"\b(?:morning|matin|dawn|first (?:bus|train|tram|flight|boat))\b")
NEAR = 30
"""Characters beside an hour in which a morning is told."""


def _hour_before(words: str, start: int) -> tuple[time | None, int]:
    """Return the time of day that stands before a day at start, and where the words of both begin."""
    if hours := _HOURS_THEN.search(words[:start]):
        return _last_hour(hours), hours.start()
    early = _HOUR_THEN.search(words[:start])
    clock = _clock_of(early, words)
    return (time.fromisoformat(clock), early.start()) if early and clock else (None, start)


def _are_hours(found: re.Match[str], words: str) -> bool:
    """Two numbers without "h" or "pm" may count what is named after them: "de 8 à 10 camions"."""
    counted = re.match(r" (\w+)", words[found.end() :])
    return bool(_CLOCK.search(found[0])) or counted is None or counted[1] in EMPTY


def _last_hour(hours: re.Match[str]) -> time:
    """Return the second of two hours: in the afternoon when it would else come before the first, or in the night."""
    hour, minute = map(int, re.findall(r"\d+", hours["to"] + ":0")[:2])
    half = re.search(r"[ap](?=\.?m)", hours["to"])
    first = int(re.findall(r"\d+", hours["from"])[0])
    part = hours["part"] or ""
    if half and half[0] == "a" and hour == 12:
        by_noon = first < 12 and not re.search(r"p\.?m", hours["from"])
        return time(12, 0) if by_noon else time(23, 59)
    if ("night" in part and (hour < 6 or hour == 12)) or ("evening" in part and hour == 12):
        return time(23, 59)  # the day ends with it
    exact = "h" in hours["to"] or hours["to"].startswith("0")
    if half or part:
        late = half[0] == "p" if half else bool(_LATE.search(part))
    else:
        late = not exact and (hour < first or hour <= _EVENING_ENDS)
    return time(hour % 12 + 12 if late and hour <= 12 else hour, minute)


_MORNING = re.compile(r",? (?:morning|(?:au )?matin|dans la matinee|in the morning)\b")


def _hour_beside(words: str, found: re.Match[str]) -> tuple[time | None, int]:
    """Return the time of day that directly follows a day, and where the words of both end."""
    after = words[found.end() : found.end() + 40]
    gap = re.match(r"[ ,]{1,2}", after)
    if gap and (hours := _HOURS.match(after, gap.end())) and _are_hours(hours, after):
        return _last_hour(hours), found.end() + hours.end()
    beside = _HOUR_BEFORE.match(after, gap.end()) if gap else None
    clock = _clock_of(beside, after)
    if beside is None or clock is None:
        part = _MORNING.match(after)
        told = found["word"] or ""
        morning = part or "morning" in told or "matin" in told
        return (time(12, 0) if morning else None), found.end() + (part.end() if part else 0)
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
    middle = not {"mi", "mid", "middle"}.isdisjoint(re.split(r"[ -]", how))
    day = 15 if middle else 10 if how.endswith(("early", "debut")) else calendar.monthrange(year, month)[1]
    return _at(date(year, month, day), DAY_ENDS, at), found.span()


def _in_week_of_month(words: str, at: datetime) -> Due | None:
    """Return the Friday of the first week of a month that has three of its working days, or of a later or its last week."""
    found = _WEEK_OF_MONTH.search(words)
    if found is None:
        return None
    month = dates.MONTHS[found["named"]]
    first = date(at.year + (month < at.month), month, 3)
    friday = first + timedelta(days=(4 - first.weekday()) % 7)
    if found["which"] in _WEEKS_ON:
        return _at(friday + timedelta(weeks=_WEEKS_ON[found["which"]]), DAY_ENDS, at), found.span()
    end = _month_end(first)
    return _at(end - timedelta(days=(end.weekday() - 4) % 7), DAY_ENDS, at), found.span()


def _on_bill_of_month(words: str, at: datetime) -> Due | None:
    """Return the last day of the month whose bill will hold something: "on your January bill"."""
    found = _BILL_OF_MONTH.search(words)
    if found is None or not _COMES_BACK.search(words):
        return None
    month = dates.MONTHS[found["before"] or found["after"] or found["de"]]
    if (month - at.month) % 12 > MONTHS_TO_A_BILL:
        return None
    return _at(_month_end(date(at.year + (month < at.month), month, 1)), DAY_ENDS, at), found.span()


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
    return _at(_LAST_DAY[name](at.date()), DAY_ENDS, at), found.span()


def _is_over(found: re.Match[str], words: str) -> bool:
    """Return whether something was done in a period that runs still: "I tried it this morning"."""
    named = found.span("name")
    return found.start() == named[0] and _lies_behind(words, *named)


_SINCE = re.compile(r"\b(?:since|depuis)(?: le| the)? $")
_MEANT_FOR = re.compile(r"(?:^|[.:;,] )(?:and |et )?(?:for|pour)(?: the| le)? $")
_ARRANGED = re.compile(
    r",? (?:i|we|je|j'|nous)(?: have|'ve| ?ai| avons) (?:\w+ )?(?:booked|arranged|ordered|reserved|planned|set|reserve|prevu|commande|organise)\b"
)
"""What is arranged for a day that a sentence begins with lies ahead: "for 11 December I have booked a car"."""


def _lies_behind(words: str, start: int, end: int) -> bool:
    """Return whether something was done on a day, or has lasted since then."""
    if _MEANT_FOR.search(words[:start]) and _ARRANGED.match(words, end):
        return False
    return bool(_SINCE.search(words[:start])) or looks(words, start, end)[1]


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


def _at(day: date, hour: time, like: datetime) -> datetime:
    return datetime.combine(day, hour, tzinfo=like.tzinfo)
