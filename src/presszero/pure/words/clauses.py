"""Where the clauses of a sentence lie. Works on levelled text."""

import re
from itertools import pairwise

_CLAUSE = re.compile(
    r"; ?|, (?:but|and|so|or|mais|et|donc|although|though|alors que|while|bien que) |, (?=(?:i|we|it|the|je|nous|il) )|, |: | - | (?:and|et) (?=(?:please|i would|i'd|i want|i expect|i ask|we want|we ask|we got|we had|i need|when|why|how|what|where|who|whom|which|whether|if (?:it|i|you|the|there|this)\b|is|are|can|will|do|does|tell|let|je |j'|pourquoi|quand|comment|combien|est-ce|qui|si (?:le|la|les|l'|nos|notre|mon|ma|mes|je|on|vous|nous|ce|cela|c'|il|elle|un|une|des)|s'ils?\b|ce qu(?:e |i |')|me dire|m'expliquer|m'indiquer|me preciser|nous dire|nous |gave ))"
)


def clauses_of(words: str) -> list[tuple[int, int]]:
    """Return where the clauses of a levelled sentence lie; what stands in brackets parts none."""
    inner = [each.span() for each in _CLAUSE.finditer(words) if not _in_brackets(words, each.start())]
    borders = [(0, 0), *inner, (len(words), len(words))]
    return [(left[1], right[0]) for left, right in pairwise(borders) if left[1] < right[0]]


def _in_brackets(words: str, place: int) -> bool:
    opened = words.rfind("(", 0, place)
    return opened >= 0 and ")" not in words[opened:place] and ")" in words[place:]
