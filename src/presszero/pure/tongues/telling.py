"""Which language a text is in: by its words and their three-letter pieces, beside languages that look like it.

An undecided text stays undecided: a wrong language sends the wrong letter. Source: docs/sources.md#languages
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

PROFILES = Path(__file__).with_name("profiles.txt")
READ_AT_MOST = 4_000
WORD = re.compile(r"[^\W\d_]+")
ADDRESS = re.compile(r"\S+@\S+|https?://\S+|[@#]\w+")
ADDRESS_SIGNS = ("@", "://", "#")  # none is without one of them
HAN = re.compile(r"[\u3400-\u9fff]")
LATIN = re.compile(r"[a-z\u00c0-\u024f]", re.IGNORECASE)
KANA = re.compile(r"[\u3040-\u30ff]")
FEWEST_LETTERS = 8
FEWEST_HAN = 2
HAN_SHARE = 0.3
SURE = 0.6  # with the next, chosen on translations of another package than the profiles are from
OUTSIDE_LEAD = 0.5
COUNTED_TIMES = 5
UNSEEN = 0.5
REMEMBERED = 10_000  # words; some ten megabytes where all are taken
LONGEST_WORD = 40  # letters; what is longer is no word of any language, and would fill what is remembered


@dataclass(frozen=True)
class Spoken:
    """code: None when undecided. confidence: 0 to 1, of the likeliest allowed language."""

    code: str | None
    confidence: float
    undecided: bool


UNDECIDED = Spoken(None, 0.0, True)


def language(text: str, allowed: Sequence[str]) -> Spoken:
    """Return which of the allowed languages a text is in.

    allowed: codes of two letters; those we know are en fr es pt zh de it nl ca ro.

    Undecided when there are too few letters, when two allowed languages are near each other, or when a language
    that is not allowed fits clearly better.
    """
    text = _without_addresses(text[:READ_AT_MOST])
    letters = sum(map(len, WORD.findall(text)))
    is_plain = text.isascii()  # most English is, and needs no search for other letters
    if not is_plain and (chinese := _chinese(text, letters)):
        return chinese if chinese.code in allowed else UNDECIDED
    if letters < FEWEST_LETTERS or (not is_plain and len(LATIN.findall(text)) < letters / 2):
        return UNDECIDED
    scores = _scores(text)
    inside = {code: score for code, score in scores.items() if code in allowed}
    if not inside:
        return UNDECIDED
    best = max(inside, key=lambda code: inside[code])
    confidence = 1 / sum(math.exp(score - inside[best]) for score in inside.values())
    led = max(scores.values()) - inside[best] > OUTSIDE_LEAD
    if led or confidence < SURE:
        return Spoken(None, 0.0 if led else round(confidence, 3), True)
    return Spoken(best, round(confidence, 3), False)


def _without_addresses(text: str) -> str:
    """Take out what is in no language. Looking for the signs of an address costs little, for addresses more than the rest."""
    return ADDRESS.sub(" ", text) if any(sign in text for sign in ADDRESS_SIGNS) else text


def _chinese(text: str, letters: int) -> Spoken | None:
    """Han signs alone are Chinese; with kana among them it is Japanese, which nobody here reads."""
    han = len(HAN.findall(text))
    if han < FEWEST_HAN or han < HAN_SHARE * letters:
        return None
    return UNDECIDED if KANA.search(text) else Spoken("zh", 1.0, False)


def _scores(text: str) -> Mapping[str, float]:
    """Return the log likelihood of each language, tempered: pieces of one word are no independent witnesses."""
    profiles = _profiles()
    words = [word[:LONGEST_WORD] for word in WORD.findall(text.lower())]
    every = [piece for word in words for piece in pieces(word)]
    different = set(every)
    if len(every) - len(different) < COUNTED_TIMES:  # no piece stands there more often
        seen = [_logs_of(word) for word in words]
    else:
        seen = [
            profiles.logs.get(piece, profiles.unseen)
            for piece, count in Counter(every).items()
            for _ in range(min(count, COUNTED_TIMES))
        ]
    scale = 1 / math.sqrt(max(1, len(different)))
    return {
        code: scale * sum(logs) for code, logs in zip(profiles.codes, zip(*seen, strict=True), strict=True)
    }


@lru_cache(maxsize=REMEMBERED)
def _logs_of(word: str) -> tuple[float, ...]:
    """Return the log likelihood of one word in each language, in the order of the profiles' codes."""
    profiles = _profiles()
    return tuple(
        map(sum, zip(*[profiles.logs.get(piece, profiles.unseen) for piece in pieces(word)], strict=True))
    )


@lru_cache(maxsize=REMEMBERED)
def pieces(word: str) -> tuple[str, ...]:
    """Return a word in small letters, marked, and every three letters of it.

    >>> pieces("où")
    ('=où', ' où', 'où ')
    """
    marked = f" {word} "
    return ("=" + word, *(marked[at : at + 3] for at in range(len(marked) - 2)))


@dataclass(frozen=True)
class Profiles:
    """The log share of pieces in each language, in the order of codes. unseen: of a piece that stands in no profile."""

    codes: tuple[str, ...]
    logs: Mapping[str, tuple[float, ...]]
    unseen: tuple[float, ...]


@cache
def _profiles() -> Profiles:
    """Return all languages side by side, so that a piece is looked up once and not once for each."""
    counts = dict(_read())
    known = set().union(*counts.values())
    totals = {code: sum(times.values()) + UNSEEN * len(known) for code, times in counts.items()}
    logs = {
        piece: tuple(
            math.log((times.get(piece, 0) + UNSEEN) / totals[code]) for code, times in counts.items()
        )
        for piece in known
    }
    return Profiles(tuple(counts), logs, tuple(math.log(UNSEEN / total) for total in totals.values()))


def _read() -> list[tuple[str, dict[str, int]]]:
    """Each line: a language, a tab, then count:piece with tabs between."""
    read = []
    for line in PROFILES.read_text(encoding="utf-8").splitlines():
        code, *cells = line.split("\t")
        pairs = (cell.split(":", 1) for cell in cells)
        read.append((code, {piece: int(count) for count, piece in pairs}))
    return read
