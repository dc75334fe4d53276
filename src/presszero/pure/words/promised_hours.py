"""The hour by which something is promised, beside the day: "on Friday between 2 and 4", "at five today". Levelled text."""

import re
from datetime import time

from presszero.pure.words import clocks
from presszero.pure.words.normal import EMPTY

_HOUR_BEFORE = re.compile(rf"(?:before |by |at |until |avant |a |pour )?(?:{clocks.TIME.pattern})")
_HOUR_THEN = re.compile(rf"(?:{clocks.TIME.pattern})(?: on| le)? $")
_HOUR = r"(?:[01]?\d|2[0-3])(?:[:.][0-5]\d| ?h(?: ?[0-5]\d)?\b| heures\b)?(?: ?[ap]\.?m\b\.?)?"
_HOURS = re.compile(
    rf"(?:between |from |entre |de |d')?(?P<from>{_HOUR}) ?(?:and|to|et|a|-|until|till) ?(?P<to>{_HOUR})(?! ?(?:minutes|hours|days|weeks|heures? de|jours|€|euros?|%))(?P<part> (?:in the (?:morning|afternoon|evening)|at night|du (?:matin|soir)|de l'apres-midi))?"
)
"""Two hours between which somebody comes: by the second it is done."""
_CLOCK = re.compile(r"\d ?(?:h|[:.]\d|[ap]\.?m)")
_LATE = re.compile(r"afternoon|evening|night|soir|apres-midi")
_HOURS_THEN = re.compile(rf"{_HOURS.pattern}(?: on| le)? $")
_EVENING_ENDS = 7
_WORK_ENDS = time(17, 0)
"""No promise is for the small hours: "between 2 and 4" without more is in the afternoon."""


def promised_clock(found: re.Match[str] | None, words: str) -> str | None:
    """Return the hour of a promise; no office promises for the small hours, but where it says so."""
    clock = clocks.clock_of(found) if found else None
    if found is None or clock is None or len(clock) != len("17:00"):
        return clock
    morning = _MORNING_BESIDE.search(words[max(0, found.start() - NEAR) : found.end() + NEAR])
    return clock if morning else clocks.by_day(found, clock, promised=True)


_MORNING_BESIDE = re.compile(r"\b(?:morning|matin|dawn|first (?:bus|train|tram|flight|boat))\b")
NEAR = 30
"""Characters beside an hour in which a morning is told."""


def hour_before(words: str, start: int) -> tuple[time | None, int]:
    """Return the time of day that stands before a day at start, and where the words of both begin."""
    if hours := _HOURS_THEN.search(words[:start]):
        return _last_hour(hours), hours.start()
    early = _HOUR_THEN.search(words[:start])
    clock = promised_clock(early, words)
    if early is None or clock is None:
        return None, start
    return time.fromisoformat(_of_evening(clock, words[start:])), early.start()


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
_EVENING = re.compile(r",? (?:evening|night|(?:au )?soir|dans la soiree|in the evening)\b")
_OF_EVENING = re.compile(
    r"(?:tonight|this evening|ce soir|cette nuit)\b|[\w-]+(?:,? (?:evening|night|au soir|soir)\b)"
)
_IN_PART = re.compile(
    r"[ ,]{1,2}(?:(?:morning|afternoon|evening|night|(?:au )?matin|(?:au )?soir|apres-midi)[ ,]{1,2})?"
)
_NOT_BEFORE = re.compile(
    r"[ ,]{1,2}(?:(?:evening|night|(?:au )?soir|afternoon|apres-midi)[ ,]{1,2})?(?:any time )?(?:after|from|apres|a partir de) "
)
EVENING_ENDS = time(22, 0)
"""A promise for an evening without an hour falls due then, and one for "after 5:40 pm"."""


def _of_evening(clock: str, words: str) -> str:
    """Return a clock of an evening: "tonight at 8" is no hour of the morning. words: the day and what follows, levelled."""
    late = _OF_EVENING.match(words) and "05:00" <= clock < "12:00" and not _BY_AM.search(words[:NEAR])
    return f"{int(clock[:2]) + 12:02d}{clock[2:]}" if late else clock


_BY_AM = re.compile(r"\da\.?m\b|\d a\.?m\b|\bmorning\b|\bmatin\b")


def hour_beside(words: str, found: re.Match[str]) -> tuple[time | None, int]:
    """Return the time of day that directly follows a day, and where the words of both end."""
    after = words[found.end() : found.end() + 40]
    later = _NOT_BEFORE.match(after)
    then = clocks.TIME.match(after, later.end()) if later else None
    if then and (promised_clock(then, after) or "")[:5] >= f"{_WORK_ENDS:%H:%M}":
        return EVENING_ENDS, found.end() + then.end()
    gap = _IN_PART.match(after)
    if gap and (hours := _HOURS.match(after, gap.end())) and _are_hours(hours, after):
        return _last_hour(hours), found.end() + hours.end()
    beside = _HOUR_BEFORE.match(after, gap.end()) if gap else None
    clock = promised_clock(beside, after)
    if beside is None or clock is None:
        part = _MORNING.match(after)
        told = found["word"] or ""
        if part or "morning" in told or "matin" in told:
            return time(12, 0), found.end() + (part.end() if part else 0)
        part = _EVENING.match(after)
        evening = part or told in ("tonight", "this evening", "ce soir", "cette nuit")
        return (EVENING_ENDS if evening else None), found.end() + (part.end() if part else 0)
    clock = _of_evening(clock, words[found.start() :])
    return time.fromisoformat(clock), found.end() + beside.end()
