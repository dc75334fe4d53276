"""Places that a hurried writer names without a capital: "in quay street", "12 rue des tanneurs". Works on levelled text."""

import re
from collections.abc import Iterator

from presszero.pure.words.normal import EMPTY

_KINDS = "street|road|lane|avenue|square|terrace|crescent|gate|quay|wharf|grove|gardens|passage|row|mews|bridge|hill|skatepark"
_OF_ROADS = "tax|traffic|works?|surfaces?|lights?|lamps?|safety|salt|signs?|parking|closures?|tolls?|users?|rage|cleaning|sweepers?|part(?:y|ies)|market|food|music|noise|repairs?|level|conditions|maps?|names?"
"""What has a road in its name and is none: "on winter road salt"."""
_ENGLISH = re.compile(
    rf"\b(?:at|in|on|near|outside|behind|along|down|opposite|(?:walked|moved|drove|delivered) (?:to|from)) (?P<name>(?:\d{{1,3}} )?(?P<words>(?:[a-z][a-z'-]{{2,14}} ){{1,2}})(?:{_KINDS})\b(?! (?:{_OF_ROADS})\b))"
)
_SAINTS = re.compile(
    r"\b(?:at|in|on|from|to|near|outside|behind|along|down|opposite) (?P<name>st\.? [a-z]{3,14}(?:'s)?)\b(?P<words>)"
)
_FRENCH = re.compile(
    r"\b(?P<name>(?P<number>\d{1,4}(?: ?(?:bis|ter))?,? )?(?:rue|avenue|boulevard|allee|impasse|quai|chemin) (?P<of>de la |de l'|des |du |de )?(?P<words>[a-z][a-z'-]{2,16}))\b"
)
_ROOMS = re.compile(
    r"\b(?P<name>(?:(?:waiting|changing|reading|meeting|staff|postal|post|scanning|sorting|treatment|emergency|common|laundry|dining|function) room|(?:main|front|enquiry|enquiries|information|help|reception|service|north|south|east|west|side|rear|goods|staff) (?:desk|entrance)|(?:ground|top|first|second|third|fourth|fifth|sixth) floor|(?:ring road|bypass|caravan park|small hall|main hall|town hall|scout hut)))\b"
)
_PLAIN_WORDS = """
    main busy front back side whole same next other new old big little public narrow quiet wrong right left first second
    last open high own main long short wet icy dark one two three each every another nearest garden school barrier
    publique principale voisine entiere retour fer maison ecole ecoles travail metro train tram bus depart arrivee droite gauche devant
    derriere face cote nuit pietons voitures pendant apres avant depuis etait etaient est sera
    winter summer spring autumn night time fact case order general heavy favour need addition return turn rush hour charge wet
"""
_PLAIN = EMPTY | frozenset(_PLAIN_WORDS.split())
"""Words that tell which street it is to nobody: "on the main road", "la rue principale"."""

_DOING = re.compile(r"(?!spring$|king$|sterling$|reading$)[a-z]{2,}ing")
"""What is done on a road or to it: "on crossing bridge and ford"."""


def small_places(text: str, plain: str) -> Iterator[tuple[int, int, str | None]]:
    """Yield the places named without a capital, as (start, end, name). text: as it is written."""
    for pattern in (_ENGLISH, _SAINTS, _FRENCH):
        for found in pattern.finditer(plain):
            if _is_named(found, text):
                yield *found.span("name"), found["name"]
    for found in _ROOMS.finditer(plain):
        yield *found.span("name"), found["name"]


def _is_named(found: re.Match[str], text: str) -> bool:
    """Return whether words name one road among others: in French with a number, "de" or a capital, "la rue était" without."""
    words = found["words"].split()
    if _PLAIN & set(words) or any(_DOING.fullmatch(word) for word in words):
        return False
    return found.re is not _FRENCH or bool(
        found["number"] or found["of"] or text[found.start("words")].isupper()
    )
