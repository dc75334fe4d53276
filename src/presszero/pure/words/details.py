"""The details of a letter: dates, times, durations, places, routes, amounts, references, people, counts."""

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from presszero.pure.words import dates
from presszero.pure.words.normal import level, one_line
from presszero.pure.words.shapes import READ_AT_MOST, Cut, Detail, DetailKind, Span

_MONEY = r"\d{1,3}(?:[ .,']\d{3}){0,3}(?:[.,]\d{1,2})?|\d{1,9}(?:[.,]\d{1,2})?"
_AMOUNT = re.compile(
    rf"(?<![\w.,:])(?:(?:€|\$|£|eur|chf|usd|gbp) ?(?P<a>{_MONEY})(?![\d])"
    rf"|(?P<b>{_MONEY}) ?(?:€|\$|£|(?:euros?|eur|dollars?|pounds?|quid|francs?|chf|livres sterling)\b)"
    r"|(?P<c>\d{1,5}[.,]\d{2})(?![\d%.,:/]\d|\d| ?(?:%|km|kg|m\b|h\b|a\.?m|p\.?m)))"
)
_ROUTE = re.compile(
    r"\b(?:(?:line|bus|route|tram|train|lines|trolleybus|service|night bus|ligne|lignes|metro|number|le bus|the no\.?) "
    r"(?:no\.? |number |n° ?|numero )?(?P<a>[a-z]{0,2}\d{1,3}[a-z]?)\b(?![.:,]\d| ?(?:€|euro|min|hour|people|times))"
    r"|(?:the|le|du|au|la) (?P<b>[nx]\d{1,3}|\d{1,3}[a-z]?)(?= (?:bus|tram|driver|no longer|never|stops?\b|came|was late|did|does|runs?\b|is late|ne |n'|est passe)))"
)
_REFERENCE = re.compile(
    r"\b(?:order|ref|reference|report|ticket|case|request|invoice|receipt|bill|booking|customer|account|card|permit|file|"
    r"commande|dossier|facture|reference|demande|signalement|client|compte|carte|reservation|contrat)\b"
    r"[ .:#(-]{0,3}(?:(?:no|number|nr|num|n°|numero|id)[ .:#°]{1,3})?(?P<a>[a-z]{0,4}[-/]?\d[\da-z/-]{2,20})\b"
    r"|\b(?P<b>[a-z]{2,4}-\d{2,8})\b"
)
_DURATION = re.compile(
    rf"\b(?P<half>half an hour|une demi-heure|a quarter of an hour|un quart d'heure)\b"
    rf"|\b(?P<n>{dates.NUMBER})(?P<more> and a half)? ?(?:more |full |whole |good |working |long |jours? ouvres )?"
    r"(?P<unit>minutes?|mins?|hours?|hrs?|heures?|days?|jours?|weeks?|semaines?|months?|mois|years?|ans|annees?)\b(?P<demi> et demie?)?"
)
_COUNT = re.compile(
    rf"\b(?P<n>{dates.NUMBER}) (?:\w{{2,12}} )?(?P<noun>buses|trams|trains|children|kids|people|books|times|letters|calls|drivers|tills|"
    r"passengers|tickets|bags|months|persons|photos|enfants|personnes|livres|fois|lettres|appels|chauffeurs|bus|trains|caisses|billets|sacs)\b"
)
_PLACE = re.compile(
    r"(?:[A-ZÀ-Þ][\w’'-]{1,20} ){1,3}(?:Street|Road|Lane|Square|Station|Stop|Branch|Library|Park|Bridge|Quay|Loop|Walk|Hill|"
    r"Avenue|Harbour|Market|Place|Terrace|Pier|Hall|Gate|Row|Close|Drive|Court|Centre|Center|Museum|Zoo|Pool)\b"
    r"|(?:[Rr]ue|[Pp]lace|[Qq]uai|[Gg]are|[Ss]tation|[Aa]rrêt|[Aa]venue|[Bb]oulevard|[Pp]ont|[Pp]arc|[Bb]ibliothèque|[Aa]gence|[Mm]airie|[Hh]alte)"
    r"(?: (?:de la |de l['’]|des |du |de |d['’])?)(?:[A-ZÀ-Þ][\w’'-]{1,20})(?:[ -][A-ZÀ-Þ][\w’'-]{1,20}){0,2}"
    r"|(?<=\b[a-z]{2} )(?:the )?(?P<after>[A-ZÀ-Þ][a-zà-ÿ][\w’'-]{1,20}(?: [A-ZÀ-Þ][\w’'-]{1,20}){0,2})(?: (?:branch|stop|station|library|store|shop))"
    r"|(?<=\b(?:at|in|on) )(?P<at>[A-ZÀ-Þ][a-zà-ÿ][\w’'-]{1,20}(?: [A-ZÀ-Þ][\w’'-]{1,20}){0,2})"
)
_PERSON = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Mme|Mlle|Madame|Monsieur|M)\.? (?P<a>[A-ZÀ-Þ][\w’'-]{1,20}(?: [A-ZÀ-Þ][\w’'-]{1,20})?)"
    r"|\b(?:[Mm]y name is|I am called|[Jj]e m['’]appelle|named|called|nommée?) (?P<b>[A-ZÀ-Þ][\w’'-]{1,20}(?: [A-ZÀ-Þ][\w’'-]{1,20})?)"
)
_NOT_A_PLACE = (
    frozenset(dates.MONTHS)
    | frozenset(dates.WEEKDAYS)
    | frozenset(["english", "french", "francais", "anglais"])
)
_UNITS = {
    "mi": "PT{}M",
    "h": "PT{}H",
    "d": "P{}D",
    "j": "P{}D",
    "w": "P{}W",
    "s": "P{}W",
    "mo": "P{}M",
    "y": "P{}Y",
    "a": "P{}Y",
}

Found = Iterator[tuple[int, int, str | None]]


def details_of(
    text: str, sent_at: datetime | None, spans: Sequence[Span | Cut] | None = None, *, forward: bool = False
) -> list[Detail]:
    """Return the details in the text, in order and without overlaps.

    sent_at: resolves "Saturday" and days without a year; None leaves their value None.
    spans: where to look (sentences, for instance); the whole text when None.
    forward: weekdays lie ahead, as in a promise, rather than behind, as in a complaint.
    """
    plain = level(text[:READ_AT_MOST])
    taken: list[tuple[int, int]] = []
    details = []
    for kind, find in _finders(text[:READ_AT_MOST], plain, sent_at, forward):
        for start, end, value in find():
            at = bisect_left(taken, (start, end))
            clear = (at == 0 or taken[at - 1][1] <= start) and (at == len(taken) or taken[at][0] >= end)
            if clear and start < end:
                insort(taken, (start, end))
                details.append(Detail(kind, start, end, text[start:end], value))
    details.sort(key=lambda each: each.start)
    return details if spans is None else list(_inside(details, spans))


def _inside(details: list[Detail], spans: Sequence[Span | Cut]) -> Iterator[Detail]:
    ordered = sorted((span.start, span.end) for span in spans)
    at = 0
    for detail in details:
        while at < len(ordered) and ordered[at][1] < detail.end:
            at += 1
        if at < len(ordered) and ordered[at][0] <= detail.start:
            yield detail


def _finders(
    text: str, plain: str, sent_at: datetime | None, forward: bool
) -> list[tuple[DetailKind, Callable[[], Found]]]:
    return [
        ("reference", lambda: _references(plain)),
        ("date", lambda: _dates(text, plain, sent_at, forward)),
        (
            "time",
            lambda: ((each.start(), each.end(), dates.clock_of(each)) for each in dates.TIME.finditer(plain)),
        ),
        ("duration", lambda: _durations(plain)),
        ("amount", lambda: _amounts(plain)),
        ("route", lambda: _routes(plain)),
        ("count", lambda: _counts(plain)),
        ("person", lambda: _people(text)),
        ("place", lambda: _places(text)),
    ]


def _references(plain: str) -> Found:
    for found in _REFERENCE.finditer(plain):
        start, end = found.span("a" if found["a"] else "b")
        if sum(each.isdigit() for each in plain[start:end]) >= 2:
            yield start, end, plain[start:end].upper()


def _dates(text: str, plain: str, sent_at: datetime | None, forward: bool) -> Found:
    for found in dates.DAY.finditer(plain):
        start, end = found.span()
        if alone := found["alone"]:
            start = found.start("alone")
            if not text[start].isupper() and alone in ("may", "mar", "mars", "march", "mai"):
                continue
            yield start, end, _month(alone, sent_at)
            continue
        day = dates.day_of(found, sent_at, forward)
        yield start, end, day.isoformat() if day else None


def _month(name: str, sent_at: datetime | None) -> str | None:
    if sent_at is None:
        return None
    number = dates.MONTHS[name]
    return f"{sent_at.year - (number > sent_at.month):04d}-{number:02d}"


def _durations(plain: str) -> Found:
    for found in _DURATION.finditer(plain):
        start, end = found.span()
        if found["half"]:
            yield start, end, "PT30M" if "hal" in found["half"] or "demi" in found["half"] else "PT15M"
        elif (number := dates.number_of(found["n"])) is None:
            yield start, end, None
        else:
            unit = found["unit"]
            pattern = _UNITS.get(unit[:2]) or _UNITS[unit[0]]
            half = bool(found["more"] or found["demi"])
            yield (
                start,
                end,
                f"PT{number * 60 + 30}M" if half and pattern == "PT{}H" else pattern.format(number),
            )


def _amounts(plain: str) -> Found:
    for found in _AMOUNT.finditer(plain):
        figure = found["a"] or found["b"] or found["c"]
        yield *found.span(), money(figure)


def money(figure: str) -> str:
    """Return a written amount with a point and two places: "1 250,5" is "1250.50"."""
    whole, mark, cents = re.fullmatch(r"(.*?)(?:([.,])(\d{1,2}))?", figure).groups()  # type: ignore[union-attr]
    digits = re.sub(r"\D", "", whole) or "0"
    return f"{int(digits)}.{(cents or '').ljust(2, '0')}" if mark else f"{int(digits)}.00"


def _routes(plain: str) -> Found:
    for found in _ROUTE.finditer(plain):
        name = found["a"] or found["b"]
        if name.lstrip("0"):
            yield *found.span(), name.upper()


def _counts(plain: str) -> Found:
    for found in _COUNT.finditer(plain):
        number = dates.number_of(found["n"])
        if number is not None and found["n"] not in ("a", "an"):
            yield *found.span(), str(number)


def _people(text: str) -> Found:
    for found in _PERSON.finditer(text):
        yield *found.span(), found["a"] or found["b"]


def _places(text: str) -> Found:
    for found in _PLACE.finditer(text):
        name = found["at"] or found["after"]
        start, end = found.span("at") if found["at"] else found.span()
        words = one_line(text[start:end])
        first = level(words.split()[0])
        if first in _NOT_A_PLACE or (name and level(name) in _NOT_A_PLACE):
            continue
        yield start, end, words
