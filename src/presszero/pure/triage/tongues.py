"""Whose stems are taken: the language of a message, else the one that most messages are in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from presszero.pure.tongues import language
from presszero.pure.triage.features import STEMMERS

STEMMED = tuple(STEMMERS)
ASKED_AT_MOST = 500


def language_of(text: str, otherwise: str) -> str:
    """Return the language of a text among those we can stem, `otherwise` where it does not tell."""
    return language(text, STEMMED).code or otherwise


def most_spoken(texts: Sequence[str]) -> str:
    """Return the language that most texts are in, "" where none tells."""
    every = max(1, len(texts) // ASKED_AT_MOST)
    told = Counter(code for text in texts[::every] if (code := language(text, STEMMED).code))
    return max(told, key=lambda code: (told[code], code)) if told else ""
