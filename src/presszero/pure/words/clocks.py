"""Times of day named in words: "half past four", "18 h moins le quart", "between 2 and 4". Works on levelled text (see normal.level)."""

import re

from presszero.pure.words.dates import number_of

_HOUR_ENDS = (
    r"(?= ?(?:[.,;:!?)]|$|when\b|and\b|already\b|by\b|at night\b|in the (?:morning|afternoon|evening)\b))"
)
"""What stands after an hour that is told without "at": "gone 11 when", but not "gone 11 stops"."""
_AT = r"(?:(?<=\bat )|(?<=\bby )|(?<=\btill )|(?<=\buntil )|(?<=\bbefore )|(?<=\bafter )|(?<=\babout )|(?<=\bsince ))"
_HEURES = "deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze"
_HOURS_TOLD = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
TIME = re.compile(
    r"\b(?:(?P<hour>[01]?\d|2[0-3])(?::| ?h ?)(?P<minute>[0-5]\d)(?! ?(?:euro|min))(?: ?(?P<half>[ap])\.?m\b\.?)?"
    r"|(?P<hour2>1?\d)(?:[:.]?(?P<minute2>[0-5]\d))? ?(?P<half2>[ap])\.?m\b\.?"
    r"|(?P<hour3>[01]?\d|2[0-3]) ?(?:h|heures|o'clock)\b(?! (?:et demie? )?(?:de(?! l'apres)|d')| ?\d{1,2} ?min)(?P<more3> (?:et demie?|et quart|moins (?:le )?quart|moins (?:vingt-cinq|vingt|dix|cinq)))?"
    r"|(?:(?<=\bat )|(?<=\bof )|(?<=\bthe )|(?<=\bfrom )|(?<=\buntil )|(?<=\btill )|(?<=\bbefore )|(?<=\bafter )|(?<=\bby )|(?<=\bend )|(?<=\bends )|(?<=\bsince )|(?<=\bcame )|(?<=\bbetween )|(?<=\band )|(?<=[a-z][a-z]day ))(?P<hour4>[01]?\d|2[0-3])\.(?P<minute4>[0-5]\d)\b(?![.,]?\d| ?(?:€|euros?|eur|pounds?|dollars?|%|each|refund|back\b|fee|fine|charge))"
    r"|\b(?<![€$£])(?<![€$£] )(?P<hour5>[01]?\d|2[0-3])\.(?P<minute5>[0-5]\d)(?= (?:from|bus|train|tram|boat|ferry|service|to [a-z]))"
    rf"|(?:(?<=\bopen )|(?<=\bopens )|(?<=\bopened )|(?<=\bclosed )|(?<=\bshut )|(?<=\bfrom ))(?P<told>{_HOURS_TOLD}) (?:till|until) (?P<told_to>{_HOURS_TOLD})\b(?! ?(?:minutes|hours|days|weeks|euros?|people|%|per))"
    rf"|(?:a )?(?P<quarter>quarter|ten|twenty-five|twenty|five|(?:5|10|20|25)(?= past)) (?P<side>past|to|(?:(?<=quarter )|(?<=(?:at|by) ten )|(?<=(?:at|by) five )|(?<=(?:at|by) twenty ))till) (?P<whole>{_HOURS_TOLD}|(?:(?<=past )|(?<=quarter to ))(?:1[0-2]|[1-9])|(?:1[0-2]|[1-9])(?=\b{_HOUR_ENDS}))\b(?! ?(?:min|hour|day|week|month|year|times|people|pounds|euros|%|per))"
    rf"|(?:(?<=\babout )|(?<=\baround ))(?P<about>{_HOURS_TOLD})\b(?= (?:this|yesterday|tomorrow|last night|on \w+day|in the (?:morning|afternoon|evening)))"
    r"|(?:(?<=\bat )|(?<=\btill )|(?<=\buntil )|(?<=\bbefore )|(?<=\bby ))(?P<word>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?= ?(?:[.,;!?)]|$|sharp|on |in the|at night|and |or |but |so |if |when |thank|this |that |today|tomorrow|a |an |the |i |we |he |she |they |it |my |your ))"
    r"|(?:(?<=\bat )|(?<=\btill )|(?<=\buntil )|(?<=\bbefore )|(?<=\bafter )|(?<=\babout )|(?<=\bby )|(?<=\bsince ))(?P<figure>1?\d|2[0-3])\b(?= ?(?:[.,;:!?)]|$|sharp|on |in the|and |but |so |or |if |when |because |why |like |rn\b|at night|it |he |she |the |we |they |i |my |your |nobody |this |that |today|tomorrow|yesterday))(?![.,:]\d)|(?P<sharp>1?\d|2[0-3]) sharp\b"
    r"|\b(?:around|about|until|till|before|after|from|by) (?P<around>1?\d|2[0-3]) (?P<part2>in the (?:morning|afternoon|evening)|at night)"
    r"|\bbetween (?P<between>1?\d|2[0-3]) and (?P<and>1?\d|2[0-3])\b(?! ?(?:minutes|hours|days|weeks|euros?|people|%|per))|\b(?P<fromto>[6-9]|1[0-2]) (?:to|till|until) (?P<to>[1-9]|1\d|2[0-3])\b(?! ?(?:minutes|hours|days|weeks|euros?|people|%|times|per|years|km|of))"
    rf"|\bgone (?P<gone>{_HOURS_TOLD}|1[0-2]|[1-9])\b(?!\.\d){_HOUR_ENDS}"
    rf"|(?:(?<=\ba )|(?<=\bvers )|(?<=\bavant )|(?<=\bdes )|(?<=di ))(?P<heures>une|treize|quatorze|quinze|seize|dix-sept|dix-huit|dix-neuf|vingt|{_HEURES}) heures?\b(?! (?:de (?!l'apres)|d'|a pied|en (?:voiture|train|bus)|par\b))(?P<more4> (?:et demie?|et quart|moins (?:le )?quart|moins (?:vingt-cinq|vingt|dix|cinq)))?"
    r"|\b(?P<noon_more>midi|minuit) (?P<more>et demie?|et quart|moins le quart|moins dix)\b"
    r"|(?P<noon>(?<!-)\b(?:noon|midi)\b)|(?P<midnight>\b(?:midnight|minuit)\b)"
    r"|half past (?P<halfpast>\w{3,6})\b"
    rf"|(?:\bhalf (?P<half_hour>{_HOURS_TOLD})\b(?!%| (?:of|the|hours|days|dozen|people|passengers|pounds|euros))|(?:{_AT}half (?P<half_figure>1[0-2]|[1-9])\b(?!%|[.,]\d)|\bhalf (?P<half_figure2>1[0-2]|[1-9])\b(?!%|[.,]\d){_HOUR_ENDS}))"
    rf"|\b(?P<oclock>{_HOURS_TOLD}) o'clock\b(?! (?:in the|at night))"
    r"|(?P<spoken>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: o'clock)? (?P<part>in the (?:morning|afternoon|evening)|at night))"
)


_MORE = {
    "et demi": 30, "et quart": 15, "moins le quart": -15, "moins quart": -15, "moins cinq": -5, "moins dix": -10,
    "moins vingt": -20, "moins vingt-cinq": -25,
}  # fmt: skip
"""Minutes that are told behind an hour in French; levelled, "demie" without its last letter."""


def _range_of(first: int, last: int) -> str:
    """Return the hours from one to another: 9 and 4 are "09:00-16:00"."""
    return f"{first:02d}:00-{last + 12 if last <= first and last < 12 else last:02d}:00"


_ENDS_AT = {"morning": lambda hour: hour or 12, "afternoon": lambda hour: hour + 12,
    "evening": lambda hour: hour + (24 if hour < 4 else 12), "night": lambda hour: hour + (24 if hour < 6 else 12)}  # fmt: skip


def range_in(clocks: str, part: str) -> str:
    """Return hours as "08:00-10:00" in the part of the day told beside them: morning, afternoon, evening or night.

    >>> range_in("08:00-10:00", "evening"), range_in("11:00-13:00", "night"), range_in("11:00-14:00", "afternoon")
    ('20:00-22:00', '23:00-01:00', '11:00-14:00')
    """
    first, last = int(clocks[:2]), int(clocks[6:8])
    if first > 12 or last - 12 >= first:
        return clocks
    end = _ENDS_AT[part](last % 12)
    return f"{(end - ((last - first) % 12 or 12)) % 24:02d}:00-{end % 24:02d}:00"


def _more(words: str) -> int:
    return _MORE[words.replace("demie", "demi")]


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


_SPOKEN = ("oclock", "quarter", "halfpast", "half_hour", "half_figure", "half_figure2")
_BY_DAY = ("00:45", "06:10")
_WORKED = ("01:00", "06:00")
"""What people say of the clock between these, they say of the afternoon, unless they say otherwise."""


def by_day(found: re.Match[str], clock: str, *, promised: bool = False) -> str:
    """Return a clock as spoken in the afternoon, where nobody would mean the small hours: "half past four".

    promised: it is an hour at which an office does something, so that "at five" is in the afternoon, too.

    >>> by_day(TIME.search("half past four"), "04:30"), by_day(TIME.search("at 5 am"), "05:00", promised=True)
    ('16:30', '05:00')
    """
    part = found.groupdict()
    spoken = any(part[name] for name in _SPOKEN) and _BY_DAY[0] <= clock <= _BY_DAY[1]
    told = part["half"] or part["half2"] or part["hour3"] or part["part"] or part["part2"]
    exact = told or found[0].startswith("0") or re.search(r"\d ?h", found[0])
    if not spoken and not (promised and not exact and _WORKED[0] <= clock <= _WORKED[1]):
        return clock
    return _clock((int(clock[:2]) + 12) * 60 + int(clock[3:]))


def clock_of(found: re.Match[str]) -> str | None:
    """Return the time of day a match of TIME names as "22:35", or None."""
    part = found.groupdict()
    if part["noon_more"]:
        noon = 720 if part["noon_more"] == "midi" else 0
        return _clock(noon + _more(part["more"]))
    if part["noon"]:
        return "12:00"
    if part["midnight"]:
        return "00:00"
    if said := part["halfpast"] or part["half_hour"] or part["half_figure"] or part["half_figure2"]:
        hour = number_of(said)
        return f"{hour:02d}:30" if hour and hour <= 12 else None
    if part["oclock"]:
        return f"{number_of(part['oclock']) or 0:02d}:00"
    if part["heures"]:
        return _clock(
            (number_of(part["heures"]) or 0) * 60 + (_more(part["more4"].strip()) if part["more4"] else 0)
        )
    if part["spoken"]:
        hour = number_of(part["spoken"]) or 0
        late = part["part"] in ("in the afternoon", "in the evening") or (
            part["part"] == "at night" and hour > 5
        )
        return f"{hour % 12 + (12 if late else 0):02d}:00"
    if part["quarter"]:
        minutes = 15 if part["quarter"] == "quarter" else number_of(part["quarter"]) or 0
        whole = (number_of(part["whole"]) or 0) * 60 + (minutes if part["side"] == "past" else -minutes)
        return _clock(whole)
    if part["around"]:
        hour = int(part["around"])
        late = part["part2"] in ("in the afternoon", "in the evening") or (
            part["part2"] == "at night" and hour > 5
        )
        return f"{hour % 12 + 12 if late else hour:02d}:00"
    if first := part["between"] or part["fromto"] or part["told"]:
        last = part["and"] or part["to"] or part["told_to"]
        return _range_of(number_of(first) or 0, number_of(last) or 0)
    if bare := part["gone"] or part["about"] or part["word"] or part["figure"] or part["sharp"]:
        return f"{number_of(bare) or 0:02d}:00"
    hour = int(part["hour"] or part["hour2"] or part["hour3"] or part["hour4"] or part["hour5"])
    half = part["half"] or part["half2"]
    if part["more3"]:
        return _clock(hour * 60 + _more(part["more3"].strip()))
    minute = part["minute"] or part["minute2"] or part["minute4"] or part["minute5"] or "00"
    if half and hour > 12:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return f"{hour:02d}:{minute}"
