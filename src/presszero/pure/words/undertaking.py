"""Who promises, and what: the words before and after the act, as somebody would take them down."""

import re

from presszero.pure.words.normal import level, one_line
from presszero.pure.words.promising import act_in

_CONTRACTED = {"ll": "will", "re": "are", "m": "am", "ve": "have", "d": "would"}
_BORDER = re.compile(r"(?:[,;:]|,? -) ")
_AND = re.compile(r",? \b(?:and|but|so|et|mais|puis)\b ?")
_BEGINS_ANEW = re.compile(
    r"(?:i|we|you|he|she|it|they|the|our|my|your|an?|je|j'|nous|on|vous|il|elle|ils|elles|le|la|les|l'|notre|nos|mon|ma|votre|vos|une?|someone|somebody|quelqu'un) ?\b"
)
_VERB = re.compile(
    r" (?=(?:is|are|was|were|has|have|had|went|came|can|should|may|a|ont|est|sont|sera|seront|ai|avons|\w{3,}ed)\b)"
)
_LOOSE_END = re.compile(
    r"(?: (?:ne|n'|se|s'|me|m'|m|vous|nous|te|t|en|y|l'|l|n|s|le|la|les|lui|leur|is|are|am|est|sont|also|now|aussi))+$|(?<=\w)'$"
)
_OF_BEFORE = re.compile(r"^(?:who|which|that|qui)\b")
_NAMED_LAST = re.compile(
    r"(?<!of )(?<!de )\b(?:the|our|my|an?|mr|mrs|ms|dr|le|la|les|l'|notre|nos|une?|mon|ma|mme|m\.) ?(?=[^,;:]*$)"
)
_LETS = {"let me": "I", "let us": "We"}


_OWN_SUBJECT = re.compile(r"(?:(?:we|i|nous|je) (?=\w)|j'(?=\w))")
"""A sign of the act that begins with who acts: "nous vous remboursons"."""
_NOBODY = re.compile(r"(?:^|[,;:.] )il (?:n'|ne )?y $")


def who_and_what(quote: str, words: str, code: str) -> tuple[str, str]:
    """Return who promises, "" where nobody is named, and the act with the rest. words: the quote, levelled.

    >>> quote = "If it rains, we'll mend the roof."
    >>> who_and_what(quote, quote.lower(), "en")
    ('we', 'will mend the roof')
    """
    act = act_in(words, code)
    at = act.start if act else _first_verb(words)
    if at is None:
        return "", _told(quote)
    if act and (own := _OWN_SUBJECT.match(words, at)):
        return quote[at : own.end()].rstrip(" '’"), _what(quote[own.end() :])
    if _NOBODY.search(words[:at]):
        return "", _told(quote[at:])
    who, loose = _who(quote, words, at)
    joint = quote[at - 1] if at and quote[at - 1] in "'’" else " "
    return who, _what(f"{loose}{joint}{quote[at:]}" if loose else quote[at:])


def _first_verb(words: str) -> int | None:
    found = _VERB.search(words)
    return found.end() if found else None


def _what(rest: str) -> str:
    told = _told(rest).lstrip("'’ ")
    first, _, others = told.partition(" ")
    return f"{_CONTRACTED[first]} {others}" if first in _CONTRACTED else told


def _told(words: str) -> str:
    return one_line(words).rstrip(" .!;")


def _who(quote: str, words: str, at: int) -> tuple[str, str]:
    """Return the words of one clause that stand before the act, and of them what belongs to the act: "ne se"."""
    lead = quote[:at].rstrip(" ,'’")
    plain = words[: len(lead)]
    start = max((each.end() for each in _BORDER.finditer(plain)), default=0)
    clause = lead[start:]
    if _OF_BEFORE.match(plain[start:]) and start:
        loose = plain[start:].partition(" ")[2]
        named = list(_NAMED_LAST.finditer(plain[:start].rstrip(" ,")))
        return (lead[named[-1].start() : start].strip(" ,") if named else "", loose)
    if start and quote[at - 2 : at - 1] == "," and not _BEGINS_ANEW.match(plain[start:]):
        clause = lead  # "Our fitter, Mr Cole, will come"
    return _without_loose_ends(_last_subject(clause))


def _last_subject(clause: str) -> str:
    """Return the subject of the last verb: "it" in "we look and it", "The sum" in "The sum went out and"."""
    plain = level(clause)
    for joint in reversed(list(_AND.finditer(plain))):
        before, after = plain[: joint.start()], plain[joint.end() :]
        if not after:
            verb = _VERB.search(before)
            return clause[: verb.start()] if verb else clause[: joint.start()]
        if _BEGINS_ANEW.match(after) and len(before.split()) > 2:
            return clause[joint.end() :]
    return clause


def _without_loose_ends(who: str) -> tuple[str, str]:
    """Return a name, and what stands between it and the verb: "Je" and "ne". "Let me" is "I"."""
    led = _AND.match(" " + level(who))
    who = who[max(0, led.end() - 1) :] if led else who
    if name := _LETS.get(level(who)):
        return name, ""
    end = _LOOSE_END.search(level(who))
    short, loose = (who[: end.start()], who[end.start() :]) if end else (who, "")
    return short.strip(" '’"), loose.strip(" '’")
