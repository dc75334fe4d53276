"""Places that a hurried writer names without a capital: "in quay street", "12 rue des tanneurs". Works on levelled text."""

import re
from collections.abc import Iterator

from presszero.pure.words.normal import EMPTY

_KINDS = "street|road|lane|avenue|square|terrace|crescent|gate|quay|wharf|grove|gardens|passage|row|mews|bridge|hill|skatepark"
_ENGLISH = re.compile(
    rf"\b(?:at|in|on|from|to|near|outside|behind|along|down|opposite) (?P<name>(?:\d{{1,3}} )?(?P<words>(?:[a-z][a-z'-]{{2,14}} ){{1,2}})(?:{_KINDS})|st\.? [a-z]{{3,14}}(?:'s)?)\b"
)
_FRENCH = re.compile(
    r"\b(?P<name>(?:\d{1,4}(?: ?(?:bis|ter))?,? )?(?:rue|avenue|boulevard|allee|impasse|quai|chemin) (?:de la |de l'|des |du |de )?(?P<words>[a-z][a-z'-]{2,16}))\b"
)
_ROOMS = re.compile(
    r"\b(?P<name>(?:(?:waiting|changing|reading|meeting|staff|postal|post|scanning|sorting|treatment|emergency|common|laundry|dining|function) room|(?:main|front|enquiry|enquiries|information|help|reception|service|north|south|east|west|side|rear|goods|staff) (?:desk|entrance)|(?:ground|top|first|second|third|fourth|fifth|sixth) floor|(?:ring road|bypass|caravan park|small hall|main hall|town hall|scout hut)))\b"
)
_PLAIN_WORDS = """
    main busy front back side whole same next other new old big little public narrow quiet wrong right left first second
    last open high own main long short wet icy dark one two three each every another nearest garden school barrier
    publique principale voisine entiere
"""
_PLAIN = EMPTY | frozenset(_PLAIN_WORDS.split())
"""Words that tell which street it is to nobody: "on the main road", "la rue principale"."""


def small_places(plain: str) -> Iterator[tuple[int, int, str | None]]:
    """Yield the places named without a capital, as (start, end, name)."""
    for pattern in (_ENGLISH, _FRENCH):
        for found in pattern.finditer(plain):
            if not _PLAIN & set((found["words"] or "").split()):
                yield *found.span("name"), found["name"]
    for found in _ROOMS.finditer(plain):
        yield *found.span("name"), found["name"]
