"""Signs: tables of words in which a language tells one thing, such as "what lies ahead" or "somebody frail".

A table is a text file in tables/, which needs no knowledge of code to be read and mended: a line "name: words, more
words", continued by lines that begin with blanks; a line that begins with # is a remark. A star stands for any letters
(`frustrat*`, `*day`), a sign # for a number in figures, and ^ for the beginning of the sentence. A line "not name: words"
takes that name away from these words: "will be mended" is no sign of the past.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from presszero.pure.words.normal import level

TABLES = Path(__file__).parent / "tables"
_TOKEN = re.compile(r"[^\W_]+|[?!.;:,()€$£%-]")
_START = "^"
_NOT = "not "


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign that was found, and where its words lie in the text that was given: [start, end)."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a figure or a mark of a levelled text."""

    word: str
    start: int
    end: int


def tokens(plain: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the words and marks of a levelled text. "don't" is two words, "don" and "t".

    >>> [each.word for each in tokens("don't wait, please")]
    ['don', 't', 'wait', ',', 'please']
    """
    found = _TOKEN.finditer(plain, start, len(plain) if end is None else end)
    return [Token(each.group(), each.start(), each.end()) for each in found]


class Signs:
    """All signs of one table, found in one pass over the words."""

    def __init__(self, table: Mapping[str, Sequence[str]]) -> None:
        self._by_word: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        self._by_start: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        self._by_end: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        for name, phrases in table.items():
            for phrase in phrases:
                self._learn(name, tuple(_words_of(phrase)))
        self._longest = max(map(len, self._by_start), default=0)

    def _learn(self, name: str, phrase: tuple[str, ...]) -> None:
        first = phrase[1] if phrase[0] == _START else phrase[0]
        if first.endswith("*"):
            self._by_start[first[:-1]].append((name, phrase))
        elif first.startswith("*"):
            self._by_end[first[1:]].append((name, phrase))
        else:
            self._by_word[first].append((name, phrase))

    def find(self, said: Sequence[Token]) -> list[Sign]:
        """Return every sign among the words of one sentence, in their order; one word may be part of several."""
        found = [
            Sign(name, said[at].start, said[end - 1].end)
            for at in range(len(said))
            for name, end in self._at(said, at)
        ]
        denied = [sign for sign in found if sign.name.startswith(_NOT)]
        return [sign for sign in found if sign not in denied and not any(_takes(no, sign) for no in denied)]

    def _at(self, said: Sequence[Token], at: int) -> Iterator[tuple[str, int]]:
        for name, phrase in self._candidates(said[at].word):
            if phrase[0] == _START:
                if at:
                    continue
                phrase = phrase[1:]
            end = at + len(phrase)
            if end <= len(said) and all(
                _fits(sign, said[at + step].word) for step, sign in enumerate(phrase)
            ):
                yield name, end

    def _candidates(self, word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        yield from self._by_word.get(word, ())
        if word[0].isdigit():
            yield from self._by_word.get("#", ())
            return
        for length in range(1, min(len(word), self._longest) + 1):
            yield from self._by_start.get(word[:length], ())
        if self._by_end:
            for length in range(2, len(word)):
                yield from self._by_end.get(word[-length:], ())


def _takes(no: Sign, sign: Sign) -> bool:
    """Return whether a "not name" takes a sign of that name away: it has all of its words."""
    return no.name == _NOT + sign.name and no.start <= sign.start and sign.end <= no.end


def _words_of(phrase: str) -> list[str]:
    return re.findall(r"[\w*]+|[#^?!.;:,()€$£%-]", level(phrase))


def _fits(sign: str, word: str) -> bool:
    if sign == "#":
        return word[0].isdigit()
    if sign.endswith("*"):
        return word.startswith(sign[:-1])
    return word.endswith(sign[1:]) if sign.startswith("*") else word == sign


@cache
def signs(table: str, code: str) -> Signs:
    """Return the signs of a table in a language, as "promise" in "en"."""
    return Signs(read_table((TABLES / f"{table}.{code}.txt").read_text(encoding="utf-8")))


def read_table(text: str) -> dict[str, list[str]]:
    """Return the words of each name in a table.

    >>> read_table("# remark\\nfrail: baby, old man,\\n    blind\\nheat: fire*")
    {'frail': ['baby', 'old man', 'blind'], 'heat': ['fire*']}
    """
    found: dict[str, list[str]] = {}
    words: list[str] = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line[0].isspace():
            name, _, line = line.partition(":")
            words = found.setdefault(name.strip(), [])
        words += [phrase.strip() for phrase in line.split(",") if phrase.strip()]
    return found
