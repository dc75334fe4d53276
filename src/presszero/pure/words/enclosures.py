"""What a reply says goes along with it: "I attach the form", "vous le trouverez ci-joint"."""

import re
from collections.abc import Iterator

from presszero.pure.words.drafts import Read
from presszero.pure.words.findings import finding
from presszero.pure.words.shapes import Finding, Place

_LETTER = r"(?:e-?mail|mail|message|letter|reply|note)"
_ENGLISH = (
    r"(?:i|we)(?:'ve|'m|'re| have| am| are)?(?: now| also| hereby| therefore| here)? (?:attach|enclose|attached|enclosed|attaching|enclosing)\b(?! to (?!this|you))",
    r"(?:find|see)(?: (?!you\b|your\b)[\w'-]+){0,6} (?:attached|enclosed)\b",
    r"(?:find|see|with)(?: also)? (?:attached|enclosed|the (?:attachment|enclosure))\b",
    r"(?:^|[.:;,] ?)(?:attached|enclosed)(?: to this \w+| herewith)?,? (?:is|are|please|you(?:'ll| will)? find)\b",
    r"(?:is|are) (?:also |both |all )?(?:attached|enclosed)(?= *(?:$|[.,;:!?)]|to this\b|with this\b|here\b|as\b|and\b|for your\b|below\b))",
    r"(?:we|i)\b[^.!?;:]{0,60} and (?:attach|enclose) (?:a|an|the|our|my|your|some|one|two|it|them)\b",
    r"the (?:attached|enclosed) (?!garden\b|space\b|yard\b|area\b|park\b|court)\w+",
    r"(?:just|also) (?:attaching|enclosing)\b",
    r"in the (?:attachment|enclosure)\b|as an? (?:attachment|enclosure)\b",
    rf"(?:attached|enclosed) (?:to|with) (?:this|my|our) {_LETTER}\b",
)
_PAPERS = [
    "attestation",
    "mandat",
    "etiquette",
    "copie",
    "formulaire",
    "document",
    "facture",
    "preuve",
    "liste",
    "photo",
    "recu",
    "justificatif",
    "courrier",
    "lettre",
    "plan",
    "rapport",
    "releve",
]
_FRENCH = (
    r"ci[- ](?:joint|inclus|annexe)e?s?\b",
    r"en (?:piece jointe|pieces jointes|annexe)(?! (?:de|du|des|au|aux|a la)\b)",
    r"(?<!nous )(?:je |nous )(?:vous |y )?(?:joins|joignons)\b(?! (?:au|par|a (?!ce|la present))\b)",
    r"(?:je |nous )(?:vous )?(?:l'|les )(?:ai |avons )(?:jointe?s?|annexee?s?)\b",
    rf"(?:{'|'.join(_PAPERS)})s? jointe?s?\b",
    r"trouverez(?: [\w'-]+){0,5} (?:jointe?s?|annexee?s?)\b",
    r"(?:est|sont) (?:jointe?s?|annexee?s?)(?= *(?:$|[.,;:!?)]|(?:a|au) (?:ce|cette|la present|present)))",
)
_GOES_ALONG = re.compile(rf"\b(?:{'|'.join((*_ENGLISH, *_FRENCH))})")
_THEIRS = re.compile(
    r"\b(?:you|vous)(?:'ve| had| have|'d| avez| aviez)? (?:attached|enclosed|joints?|jointes?)\b"
    r"|\bn(?:o|ot|othing|'t)\b(?: \w+)? (?:attach|enclos)|\b(?:votre|vos|your) (?:\w+ )?$"
)
"""What the customer enclosed, and what is not: "the photo you attached", "there was nothing attached"."""


def not_enclosed(read: Read, carries: bool | None, voice: str) -> Iterator[Finding]:
    """Say so where a draft speaks of what it encloses and no file goes along. carries: whether one does; None: not known."""
    if carries is not False:
        return
    for part in read.parts:
        found = _GOES_ALONG.search(part.plain)
        if found is None or _THEIRS.search(part.plain[: found.end()]):
            continue
        place = Place("draft", part.span.start, part.span.end)
        quote = read.draft[place.start : place.end]
        yield finding(
            "enclosure-missing", "advice", place, quote, "enclosure-missing", voice, None, quote=quote
        )
