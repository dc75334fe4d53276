"""What the reply check says, in the language of its reader."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from presszero.pure.words import phrases_en, phrases_fr

PHRASES: Mapping[str, Mapping[str, tuple[str, str, str]]] = {
    "en": phrases_en.PHRASES,
    "fr": phrases_fr.PHRASES,
}
MONTHS: Mapping[str, Sequence[str]] = {"en": phrases_en.MONTHS, "fr": phrases_fr.MONTHS}


def say(voice: str, phrase: str, **words: object) -> tuple[str, str, str]:
    """Return title, reason and mend of a phrase, filled in. voice: the reader's language; English when unknown."""
    title, reason, mend = PHRASES.get(voice, phrases_en.PHRASES)[phrase]
    return title.format(**words), reason.format(**words), mend.format(**words)


def day_and_hour(voice: str, at: datetime) -> str:
    """Return an instant in the reader's language; English when unknown.

    >>> day_and_hour("en", datetime(2025, 7, 18, 17)), day_and_hour("fr", datetime(2025, 7, 1, 9, 30))
    ('18 July 2025, 17:00', '1 juillet 2025, 09:30')
    """
    return f"{at.day} {MONTHS.get(voice, phrases_en.MONTHS)[at.month - 1]} {at:%Y, %H:%M}"
