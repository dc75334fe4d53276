"""Days and times named in words, resolved against an instant. Works on levelled text (see normal.level)."""

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
            "tuesday tue mardi",
            "wednesday wed mercredi",
            "thursday thu jeudi",
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
        )
    )
    for name in names.split()
} | {"fifteen": 15, "quinze": 15, "twenty": 20, "vingt": 20, "thirty": 30, "trente": 30, "forty": 40,
     "quarante": 40, "fifty": 50, "cinquante": 50, "sixty": 60, "soixante": 60, "ninety": 90, "hundred": 100, "cent": 100,
     "several": 0, "many": 0, "some": 0, "plusieurs": 0, "quelques": 0}  # fmt: skip

MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
WEEKDAY = "|".join(
    sorted(
        (name for name in WEEKDAYS if len(name) > 3),
        key=len,
        reverse=True,
    )
)
NUMBER = r"\d{1,4}|" + "|".join(sorted(NUMBERS, key=len, reverse=True))

DAY = re.compile(
    rf"\b(?:(?P<iso>(?:19|20)\d\d-\d\d-\d\d)"
    rf"|(?:(?:{WEEKDAY}),? )?(?:the |le )?(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)?(?: of)? (?P<month>{MONTH})\b(?:\.?,? (?P<year>(?:19|20)\d\d))?"
    rf"|(?:(?:{WEEKDAY}),? )?(?P<month2>{MONTH}) (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d)(?:,? (?P<year2>(?:19|20)\d\d))?"
    rf"|(?P<day3>\d{{1,2}})[/.](?P<month3>\d{{1,2}})[/.](?P<year3>(?:19|20)?\d\d)"
    rf"|(?P<before>(?:last|next|this|this coming|since|until|by|ce|avant|d'ici(?: a)?|jusqu'a) )?(?P<weekday>{WEEKDAY})s?\b(?!,? (?:the |le )?\d{{1,2}}(?:st|nd|rd|th|er)?(?: of)? (?:{MONTH})\b|,? (?:{MONTH}) \d)(?P<after> (?:dernier|passe|prochain|last|week))?"
    rf"|(?P<word>the day before yesterday|avant-hier|yesterday|hier|today|aujourd'hui|tonight|ce soir|this (?:morning|afternoon|evening)"
    rf"|ce matin|cet apres-midi|last night|the day after tomorrow|apres-demain|tomorrow|demain)\b"
    rf"|(?:since|last|in|until|depuis|en|depuis le mois de) (?P<alone>{MONTH})\b(?! \d))"
)
TIME = re.compile(
    r"\b(?:(?P<hour>[01]?\d|2[0-3])(?::| ?h ?)(?P<minute>[0-5]\d)(?! ?(?:euro|min))(?: ?(?P<half>[ap])\.?m\b\.?)?"
    r"|(?P<hour2>1?\d)(?:[:.](?P<minute2>[0-5]\d))? ?(?P<half2>[ap])\.?m\b\.?"
    r"|(?P<hour3>[01]?\d|2[0-3]) ?(?:h|heures|o'clock)\b(?! (?:et demie? )?(?:de|d'))"
    r"|(?P<noon>noon|midi)|(?P<midnight>midnight|minuit)"
    r"|half past (?P<halfpast>\w{3,6})\b"
    r"|(?P<spoken>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: o'clock)? (?P<part>in the (?:morning|afternoon|evening)|at night))"
)
WORD_DAYS = {
    "the day before yesterday": -2, "avant-hier": -2, "yesterday": -1, "hier": -1, "last night": -1,
    "tomorrow": 1, "demain": 1, "the day after tomorrow": 2, "apres-demain": 2,
}  # fmt: skip


def number_of(word: str) -> int | None:
    """Return the whole number a levelled word or figure says, or None; "several" is not a number."""
    return int(word) if word.isdecimal() else (NUMBERS.get(word) or None)


def day_of(found: re.Match[str], near: datetime | None, forward: bool = False) -> date | None:
    """Return the day a match of DAY names.

    near: the instant the text was written. Days without a year fall as near to it as they can; weekdays
    fall before it, or after it when forward. None when near is needed and missing, or no such day exists.
    """
    part = found.groupdict()
    try:
        if part["iso"]:
            return date.fromisoformat(part["iso"])
        for digit in ("", "2", "3"):
            if part[f"day{digit}"]:
                return _named_day(
                    part[f"day{digit}"], part[f"month{digit}"], part[f"year{digit}"], near, forward
                )
    except (ValueError, OverflowError):
        return None
    if near is None or part["alone"]:
        return None
    try:
        if part["weekday"]:
            return _weekday(part, near.date(), forward)
        return near.date() + timedelta(days=WORD_DAYS.get(part["word"], 0))
    except OverflowError:
        return None


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


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _weekday(part: dict[str, str | None], near: date, forward: bool) -> date:
    wanted = WEEKDAYS[part["weekday"] or ""]
    before, after = (part["before"] or "").strip(), (part["after"] or "").strip()
    ahead = forward or before in (
        "next",
        "this coming",
        "until",
        "by",
        "avant",
        "d'ici",
        "d'ici a",
        "jusqu'a",
    )
    if (ahead or after == "prochain") and before != "last" and after not in ("dernier", "passe", "last"):
        return near + timedelta(days=(wanted - near.weekday() - 1) % 7 + 1)
    return near - timedelta(days=(near.weekday() - wanted) % 7)


def clock_of(found: re.Match[str]) -> str | None:
    """Return the time of day a match of TIME names as "22:35", or None."""
    part = found.groupdict()
    if part["noon"]:
        return "12:00"
    if part["midnight"]:
        return "00:00"
    if part["halfpast"]:
        hour = number_of(part["halfpast"])
        return f"{hour:02d}:30" if hour and hour <= 12 else None
    if part["spoken"]:
        hour = number_of(part["spoken"]) or 0
        late = part["part"] in ("in the afternoon", "in the evening") or (
            part["part"] == "at night" and hour > 5
        )
        return f"{hour % 12 + (12 if late else 0):02d}:00"
    hour = int(part["hour"] or part["hour2"] or part["hour3"])
    half = part["half"] or part["half2"]
    if half and hour > 12:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return f"{hour:02d}:{part['minute'] or part['minute2'] or '00'}"
