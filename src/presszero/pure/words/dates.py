"""Days named in words, resolved against an instant, and the numbers they are told with. Works on levelled text (see normal.level)."""

import re
from datetime import date, datetime, timedelta

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv",
            "february feb fevrier fevr",
            "march mar mars",
            "april apr avril avr",
            "may mai",
            "june jun juin",
            "july jul juillet juil",
            "august aug aout",
            "september sept sep septembre",
            "october oct octobre",
            "november nov novembre",
            "december dec decembre",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon lundi",
            "tuesday tue tues mardi",
            "wednesday wed weds mercredi",
            "thursday thu thur thurs jeudi",
            "friday fri vendredi",
            "saturday sat samedi",
            "sunday sun dimanche",
        )
    )
    for name in names.split()
}
NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            "zero",
            "one un une a an",
            "two deux",
            "three trois",
            "four quatre",
            "five cinq",
            "six",
            "seven sept",
            "eight huit",
            "nine neuf",
            "ten dix",
            "eleven onze",
            "twelve douze",
            "thirteen treize",
            "fourteen quatorze",
            "fifteen quinze",
            "sixteen seize",
            "seventeen dix-sept",
            "eighteen dix-huit",
            "nineteen dix-neuf",
            "twenty vingt",
        )
    )
    for name in names.split()
} | {"thirty": 30, "trente": 30, "forty": 40,
     "quarante": 40, "fifty": 50, "cinquante": 50, "sixty": 60, "soixante": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "cent": 100,
     "several": 0, "many": 0, "some": 0, "plusieurs": 0, "quelques": 0}  # fmt: skip

MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
WEEKDAY = "|".join(
    sorted(
        (
            name
            for name in WEEKDAYS
            if len(name) > 5 or name in ("monday", "friday", "sunday", "lundi", "mardi", "jeudi")
        ),
        key=len,
        reverse=True,
    )
)
_SHORT_DAY = "mon|tues?|weds?|thu|thurs?|fri|sat|sun"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|vingt|trente|quarante|cinquante|soixante"
_ONES = "one|two|three|four|five|six|seven|eight|nine|un|une|deux|trois|quatre|cinq|sept|huit|neuf"
NUMBER = rf"\d{{1,4}}|(?:{_TENS})[ -](?:et[ -])?(?:{_ONES})|" + "|".join(
    sorted(NUMBERS, key=len, reverse=True)
)

_NTH_WORDS = """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth
    seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth
    twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first
"""
NTH = {word: str(number) for number, word in enumerate(_NTH_WORDS.split(), start=1)} | {"premier": "1"}
_NTH = "|".join(sorted(NTH, key=len, reverse=True))

DAY = re.compile(
    rf"\b(?:(?P<iso>(?:19|20)\d\d-\d\d-\d\d)"
    rf"|(?:(?:{WEEKDAY}|{_SHORT_DAY})\.?,? )?(?:the |le )?(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)?(?: of)? (?P<month>{MONTH})\b(?:\.?,? (?P<year>(?:19|20)\d\d))?"
    rf"|(?:(?:{WEEKDAY}),? )?(?P<month2>{MONTH})(?:\.?|(?<!may),? the) (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d)(?:,? (?P<year2>(?:19|20)\d\d))?"
    rf"|(?P<day3>\d{{1,2}})[/.](?P<month3>\d{{1,2}})[/.](?P<year3>(?:19|20)?\d\d)(?!\d)"
    rf"|(?:(?:{WEEKDAY}|{_SHORT_DAY})\.?,? (?:the |le )?)?\b(?P<day4>[12]?\d|3[01])/(?P<month4>1[0-2]|0?[1-9])(?![\d/])"
    rf"|(?:(?<=\bon )|(?<=\bsince )|(?<=\ble )|(?<=\bdu )|(?<=\bau ))(?P<day5>[12]?\d|3[01])\.(?P<month5>1[0-2]|0?[1-9])\.(?!\d)"
    rf"|(?:(?P<named>{WEEKDAY}),? (?:the |le )?|\b(?:the|on the|le) )(?P<bare>[12]?\d|3[01])(?P<suffix>st|nd|rd|th|er)?\b(?! (?:of )?(?:{MONTH})\b)(?!(?:[.:,]\d| ?(?:h|heures?|%|€|euros?|pounds?|am|pm|o'clock)\b|[\w/-]))(?(named)|(?(suffix)(?! (?:time|floor|day|week|month|year|letter|call|attempt|street|birthday|century|of us|grade))|(?!)))"
    rf"|(?P<before>(?:last|next|this|this coming|since|until|by|ce|avant|d'ici(?: a)?|jusqu'a) )?(?P<weekday>{WEEKDAY})s?\b(?!,? (?:the |le )?\d{{1,2}}(?:st|nd|rd|th|er)?(?: of)? (?:{MONTH})\b|,? (?:{MONTH}) \d)(?P<after> (?:dernier|passe|prochain|last|week|fortnight|en huit|en quinze|a (?:week|fortnight) ago)\b)?"
    rf"|(?<=[a-z] )(?P<abbr3>tues?|wed|thurs?|fri|mon)(?=[.,;:)](?:\s|$))|(?:on|last|this|next|since|by|from|every|until|till|til|and) (?P<abbr>{_SHORT_DAY})\b(?! ?(?:is|and the|was bright|sun)|\.?,? (?:the )?\d{{1,2}}(?:/\d|(?:st|nd|rd|th)? (?:of )?(?:{MONTH})\b))|\b(?P<abbr2>mon|tues?|wed|thurs?|fri|sat|sun)\b(?= ?(?:\d{{1,2}}[.:]\d\d|\"|morning\b|eve\b|evening\b|night\b|afternoon\b|no \w+,|about \d|its\b))"
    rf"|(?P<vague>(?:last|next) (?:week|month|year|weekend|summer|winter|spring|autumn)|this (?:week|month|year|weekend)|last yr|la semaine (?:derniere|prochaine|passee)|le mois (?:dernier|prochain)|l'an(?:nee)? (?:passe|passee|dernier|derniere|prochain|prochaine)|l'ete dernier|l'hiver dernier|cette (?:semaine|annee)|ce mois-ci)\b"
    rf"|(?P<beside>the (?:next|following|previous) day\b|the day (?:after|before)\b(?=[.,;:!?)]|$| (?:and|but|so|at|in|that (?:someone|nobody))\b)|(?:le|des le|au) lendemain\b(?! d[eu'])|la veille\b(?! d[eu']))"
    rf"|(?P<word>the day before yesterday|avant-hier|yesterday|hier|today|aujourd'hui|tonight|ce soir(?!-)|ce jour(?!-)|cette nuit(?!-)|this (?:morning|afternoon|evening)"
    rf"|ce matin(?!-)|a matin(?!-)|a soir|cet apres-midi(?!-)|last night|the day after tomorrow|apres-demain|tomorrow|demain)\b"
    rf"|(?<!-)\b(?:the )?(?P<day6>{_NTH}) of (?P<month6>{MONTH})\b(?:,? (?P<year6>(?:19|20)\d\d))?|\ble (?P<day7>premier) (?P<month7>{MONTH})\b"
    rf"|(?P<first>the first of (?:the|this|last|next) month|le premier d(?:u mois|e ce mois))\b"
    rf"|(?P<feast>good friday|christmas(?: eve| day)?|new year'?s?(?: eve| day)?|easter(?: monday| sunday)?|noel|paques|la toussaint|boxing day)\b"
    rf"|\bd'(?P<elided>avril|aout|octobre)\b(?! ?\d)|(?:since|last|in|until|till|til|from|by|of|to|for|before|like|and|,|pour|depuis|en|depuis le mois de|de|debut|fin|mi) (?P<alone>{MONTH})\b(?!(?:(?<=\b(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec|avr))\.|(?<=\b(?:sept|janv|fevr|juil))\.|,? the)? \d{{1,2}}(?:st|nd|rd|th)?\b(?![:.]\d))(?: (?P<alone_year>(?:19|20)\d\d))?"
    rf"|(?:in|since|from|of|until|for|en|depuis|de|years?|season|saison) (?P<only_year>(?:19[5-9]|20[0-4])\d)\b(?! ?(?:euros?|pounds?|€|people|km|-))"
    rf"|\b(?P<nth>[12]?\d|3[01])(?:st|nd|rd|th)\b(?! (?:time|floor|day|week|month|year|letter|call|attempt|street|birthday|century|of us|grade|class|row))|\ble (?P<nth2>[12]?\d|3[01])\b(?! \d)(?! ?(?:h\b|%|€|euros?|km|bus|fois|minutes|heures|[a-z]{{3,}}s\b)|[.,:/]\d))"
)
WORD_DAYS = {
    "the day before yesterday": -2, "avant-hier": -2, "yesterday": -1, "hier": -1, "last night": -1,
    "tomorrow": 1, "demain": 1, "the day after tomorrow": 2, "apres-demain": 2,
}  # fmt: skip


def number_of(word: str) -> int | None:
    """Return the whole number a levelled word or figure says, or None; "several" is not a number."""
    if word.isdecimal():
        return int(word)
    if word in NUMBERS:
        return NUMBERS[word] or None
    tens, _, ones = word.replace(" ", "-").replace("-et-", "-").partition("-")
    return NUMBERS[tens] + NUMBERS[ones] if tens in NUMBERS and ones in NUMBERS else None


def day_of(
    found: re.Match[str], near: datetime | None, forward: bool = False, *, back: bool = False
) -> date | None:
    """Return the day a match of DAY names.

    near: the instant the text was written. Days without a year fall as near to it as they can; weekdays
    fall before it, or after it when forward. back: even after "until" and "by", which look ahead by themselves.
    None when near is needed and missing, or no such day exists, as before the year 1 and after 9999.
    """
    part = found.groupdict()
    try:
        if part["iso"]:
            return date.fromisoformat(part["iso"])
        for digit in ("", "2", *_IN_FIGURES_PARTS, "6", "7"):
            if part[f"day{digit}"]:
                day, month = NTH.get(part[f"day{digit}"], part[f"day{digit}"]), part[f"month{digit}"]
                if digit in _IN_FIGURES_PARTS and is_month_first(found, near):
                    day, month = month, day
                return _named_day(day, month, part.get(f"year{digit}"), near, forward)
        if part["nth"] or part["nth2"]:
            part = {**part, "bare": part["nth"] or part["nth2"]}
        if part["first"]:
            return _first_of_month(part["first"], near, forward) if near else None
        if part["bare"]:
            return _day_of_month(part, near, forward) if near else None
    except (ValueError, OverflowError):
        return None
    if near is None or part["alone"] or part["elided"] or part["only_year"] or part["vague"]:
        return None
    try:
        if part["feast"]:
            return _feast(part["feast"], near.date(), forward)
        if short := part["abbr"] or part["abbr2"] or part["abbr3"]:
            return _weekday({**part, "weekday": short}, near.date(), forward, back)
        if part["weekday"]:
            return _weekday(part, near.date(), forward, back)
        return near.date() + timedelta(days=WORD_DAYS.get(part["word"], 0))
    except (ValueError, OverflowError):
        return None


_IN_FIGURES = re.compile(r"(?<![\d/.])(\d{1,2})([/.])(\d{1,2})\2(?:19|20)?\d\d(?![\d/])")
LAST_MONTH = 12
_IN_FIGURES_PARTS = ("3", "4", "5")
# Where a day is written month first: the zones of the United States.
_MONTH_FIRST = re.compile(
    r"US/|Pacific/Honolulu|America/(?:New_York|Chicago|Denver|Los_Angeles|Phoenix|Anchorage|Detroit|Boise|Adak|Juneau|Sitka|Nome|Metlakatla|Yakutat|Menominee|Indiana/|Kentucky/|North_Dakota/)"
)


def is_month_first(found: re.Match[str], near: datetime | None) -> bool:
    """Return whether a day in figures is written month first ("11/14/2025"): by itself, by others beside it, or by the zone.

    found: a match of DAY whose day and month are figures. near: as for `day_of`; its zone is that of the organisation.
    Without any sign the day comes first.
    """
    part = next(digit for digit in _IN_FIGURES_PARTS if found[f"day{digit}"])
    first, second = int(found[f"day{part}"]), int(found[f"month{part}"])
    if max(first, second) > LAST_MONTH:
        return second > LAST_MONTH
    beside = [(int(each[1]), int(each[3])) for each in _IN_FIGURES.finditer(found.string)]
    day_first = any(one > LAST_MONTH >= other for one, other in beside)
    month_first = any(other > LAST_MONTH >= one for one, other in beside)
    zone = getattr(near.tzinfo, "key", "") if near else ""
    return (month_first or bool(_MONTH_FIRST.match(zone))) and not day_first


def other_order(words: str, day: str) -> str | None:
    """Return the other day that a day in figures may mean, or None where it can mean only one.

    >>> other_order("11/03/2025", "2025-03-11"), other_order("11/14/2025", "2025-11-14")
    ('2025-11-03', None)
    """
    if not _IN_FIGURES.fullmatch(words) or int(day[8:]) > LAST_MONTH or day[5:7] == day[8:]:
        return None
    return f"{day[:4]}-{day[8:]}-{day[5:7]}"


def _named_day(day: str, month: str, year: str | None, near: datetime | None, forward: bool) -> date | None:
    number = MONTHS.get(month) or int(month)
    if year:
        return date(int(year) if len(year) == 4 else 2000 + int(year), number, int(day))
    if near is None:
        return None
    years = [near.year + step for step in (-1, 0, 1) if _exists(near.year + step, number, int(day))]
    days = [date(each, number, int(day)) for each in years]
    if forward:
        days = [each for each in days if each >= near.date()]
    return min(days, key=lambda each: abs(each - near.date())) if days else None


_FEASTS = {"christmas eve": (12, 24), "new year's eve": (12, 31), "boxing": (12, 26), "christmas": (12, 25), "noel": (12, 25), "new year": (1, 1), "la toussaint": (11, 1)}  # fmt: skip


def _days_after_easter(name: str) -> int:
    return -2 if "friday" in name else int("monday" in name)


def _feast(name: str, near: date, forward: bool) -> date | None:
    """Return the feast nearest to a day; Easter by Gauss's rule in the form of Butcher (1876)."""
    found = next((day for start, day in _FEASTS.items() if name.startswith(start)), None)
    years = [near.year + step for step in (-1, 0, 1)]
    days = [
        date(year, *found) if found else _easter(year) + timedelta(days=_days_after_easter(name))
        for year in years
    ]
    if forward:
        days = [each for each in days if each >= near]
    return min(days, key=lambda each: abs(each - near), default=None)


def _easter(year: int) -> date:
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def _day_of_month(part: dict[str, str | None], near: datetime, forward: bool) -> date | None:
    """Return the last such day of a month before an instant, or the next one: "the 21st", "Saturday 27"."""
    day, weekday = int(part["bare"] or 0), WEEKDAYS.get(part["named"] or "")
    months = [divmod(near.year * 12 + near.month - 1 + step, 12) for step in (-2, -1, 0, 1, 2)]
    days = [date(year, month + 1, day) for year, month in months if _exists(year, month + 1, day)]
    days = [each for each in days if weekday is None or each.weekday() == weekday]
    behind = [each for each in days if each <= near.date()]
    ahead = [each for each in days if each >= near.date()]
    if weekday is not None:
        return min(days, key=lambda each: abs(each - near.date()), default=None)
    return min(ahead, default=None) if forward else max(behind, default=None)


def _first_of_month(words: str, near: datetime, forward: bool) -> date:
    """Return the first day of the month that the words name: "the first of last month"."""
    step = -1 if "last" in words else 1 if "next" in words else int(forward and near.day > 1)
    year, month = divmod(near.year * 12 + near.month - 1 + step, 12)
    return date(year, month + 1, 1)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


FURTHER = {"week": 7, "en huit": 7, "a week ago": 7, "fortnight": 14, "en quinze": 14, "a fortnight ago": 14}
"""So many days beyond the weekday itself: "Tuesday week", "vendredi en huit"."""


def _weekday(part: dict[str, str | None], near: date, forward: bool, back: bool = False) -> date:
    wanted = WEEKDAYS[part["weekday"] or ""]
    before, after = (part["before"] or "").strip(), (part["after"] or "").strip()
    if further := FURTHER.get(after):
        behind = after.endswith("ago") or before == "last"
        coming = near + timedelta(days=(wanted - near.weekday() - 1) % 7 + 1)
        gone = near - timedelta(days=(near.weekday() - wanted) % 7)
        return gone - timedelta(days=further) if behind else coming + timedelta(days=further)
    leads_on = before in ("until", "by", "avant", "d'ici", "d'ici a", "jusqu'a")
    ahead = forward or before in ("next", "this coming") or (leads_on and not back)
    if (ahead or after == "prochain") and before != "last" and after not in ("dernier", "passe", "last"):
        ahead_days = (wanted - near.weekday() - 1) % 7 + 1
        same_week = near.weekday() + ahead_days <= 6
        return near + timedelta(days=ahead_days + 7 * (before == "next" and same_week and forward))
    return near - timedelta(days=(near.weekday() - wanted) % 7)
