"""Letters in one breath: where a long run of words without stops can be parted. Works on levelled text."""

import re
from collections.abc import Iterator

from presszero.pure.words.shapes import Span

LONG_FROM = 150
"""So many characters with hardly a comma are more than one sentence."""
SHORTEST = 18
_STOPS = re.compile(r"[.,;:!?]\s")
_BORDERS = re.compile(
    r" (?=(?:is there|are there|why (?:dont|don't|do|is|are|did|does)|how (?:do|can|much|long|come)|when (?:will|is|are|do)|who (?:is|do|can|decided)|can (?:you|i|we|she|he|they|someone|somebody|my)|are you|is it|could (?:you|someone)|please|do you|will you|tell (?:me|him|her|them)|i want|i need|i would|i'd"
    r"|est[ -]ce que|pouvez[ -]vous|pourriez[ -]vous|pourquoi|comment (?:faire|puis)|je (?:demande|voudrais|veux|souhaite)|merci d|quand (?:est|sera))\b)"
    r"| (?:and|but|then|so|et|mais|alors) (?=(?:i|it|they|the|he|she|we|you|there|nobody|no one|now|also|je|j'|il|elle|on|ils|nous|vous|le|la|les|personne) ?\b)"
    r"| (?=(?:the (?:driver|man|woman|lady|girl|nurse) (?:of|on|at|in|was)|le (?:chauffeur|conducteur) (?:du|de|a|etait)|le compteur|la facture)\b)"
)


def breaths(plain: str, part: Span) -> Iterator[Span]:
    """Yield the parts of a sentence: itself where it has stops or is short, else from border to border."""
    words = plain[part.start : part.end]
    if len(words) < LONG_FROM or len(_STOPS.findall(words)) * 120 > len(words):
        yield part
        return
    start = 0
    for border in _BORDERS.finditer(words):
        if border.group() == " " and words[border.start() - 1] == ",":
            continue
        if border.start() - start >= SHORTEST and len(words) - border.end() >= SHORTEST:
            yield Span(part.start + start, part.start + border.start())
            start = border.end()
    yield Span(part.start + start, part.end)
