"""Write the profiles that tell languages apart, from Django's own translations and our lists of small words.

    ./dev bench tongue_profiles

Only what stands in `django` is learned from; the words of customers in tests/corpora/tongues and the translations of
other packages are left for measuring.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import django
import polib

from presszero.pure.tongues.telling import PROFILES, WORD, pieces
from presszero.pure.words.languages import SMALL_WORDS
from presszero.pure.words.normal import level

LANGUAGES = {
    "en": (), "fr": ("fr",), "es": ("es", "es_MX", "es_AR"), "pt": ("pt", "pt_BR"),
    "de": ("de",), "it": ("it",), "nl": ("nl",), "ca": ("ca",), "ro": ("ro",),
}  # fmt: skip
MARKS = re.compile(r"<[^>]+>|%\([^)]*\)[sd]|%[sd]|\{[^}]*\}|&\w+;")
SMALL_WORD_TIMES = 30
KEPT = 2_500  # pieces of each language


def main() -> None:
    """Write the profiles beside the code that reads them."""
    lines = []
    for code, folders in LANGUAGES.items():
        counted = Counter(piece for text in _texts(code, folders) for piece in _both(text))
        for word in SMALL_WORDS.get(code, "").split():
            for piece in _pieces(word):
                counted[piece] += SMALL_WORD_TIMES if piece[0] == "=" else SMALL_WORD_TIMES // 3
        ordered = sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:KEPT]
        lines.append("\t".join([code, *(f"{count}:{piece}" for piece, count in ordered)]))
    PROFILES.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{PROFILES.name}: {len(lines)} languages, {PROFILES.stat().st_size:,} bytes")


def _texts(code: str, folders: tuple[str, ...]) -> list[str]:
    texts = set()
    for catalogue in sorted(Path(django.__file__).parent.rglob("LC_MESSAGES/django.po")):
        name = catalogue.parent.parent.name
        if name in folders or (code == "en" and name == "fr"):
            for entry in polib.pofile(str(catalogue)):
                texts.add(
                    entry.msgid if code == "en" else "" if entry.msgstr == entry.msgid else entry.msgstr
                )
    return sorted(MARKS.sub("", text) for text in texts if text)


def _both(text: str) -> list[str]:
    """As it is written, and as somebody in a hurry types it."""
    plain = level(text)
    return _pieces(text) + (_pieces(plain) if plain != text.lower() else [])


def _pieces(text: str) -> list[str]:
    return [piece for word in WORD.findall(text.lower()) for piece in pieces(word)]


if __name__ == "__main__":
    main()
