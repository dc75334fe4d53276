"""Which sentence of a reply answers which point: of the tuned good replies, and of long letters written for practice.

words/README.md tells who wrote and marked them. With its answer taken out, a reply leaves that point open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tests.corpora.letters import WORDS, Marked, WrittenLetter, marks

_BORDER = re.compile(r"(?<=[.!?])[\"»)]? +|\n+")


@dataclass(frozen=True)
class Answered:
    """A letter with a reply that answers every point. parts: its sentences with the points, from 0, that each answers."""

    name: str
    sent_at: datetime
    text: str
    points: tuple[Marked, ...]
    spans: tuple[tuple[int, int], ...]
    reply: str
    parts: tuple[tuple[int, int, frozenset[int]], ...]

    def without(self, point: int) -> str:
        """Return the reply with each sentence taken out that answers a point."""
        kept = self.reply
        for start, end, answers in reversed(self.parts):
            if point in answers:
                kept = kept[:start] + kept[end:].lstrip(" ")
        return kept

    def left_open(self, point: int) -> list[bool | None]:
        """Return for each point whether it is open without the answer to one, None where half of its answer is gone."""
        return [_open_without(self.parts, point, at) for at in range(len(self.points))]


def _open_without(parts: Sequence[tuple[int, int, frozenset[int]]], taken: int, point: int) -> bool | None:
    own = [answers for _, _, answers in parts if point in answers]
    if not own:
        raise ValueError(f"No sentence is marked as the answer to point {point + 1}.")
    gone = [answers for answers in own if taken in answers]
    return True if len(gone) == len(own) else (None if gone else False)


def answers_of(letters: Sequence[WrittenLetter], language: str) -> Iterator[Answered]:
    """Yield the tuned letters with what each sentence of their good reply answers."""
    told = _told((WORDS / "letters" / "tuned" / f"{language}.answers.txt").read_text(encoding="utf-8"))
    for letter in letters:
        parts = tuple(
            (start, end, told[letter.name].get(number, frozenset()))
            for number, (start, end) in enumerate(_cut(letter.good.text), start=1)
        )
        spans = tuple(letter.span(mark) for mark in letter.points)
        yield Answered(
            letter.name, letter.sent_at, letter.text, letter.points, spans, letter.good.text, parts
        )


def long_letters(language: str) -> Iterator[Answered]:
    """Yield the letters of practice/long.*.txt, whose replies have 12 to 18 sentences."""
    written = (WORDS / "practice" / f"long.{language}.txt").read_text(encoding="utf-8")
    for block in re.split(r"^=== ", written, flags=re.MULTILINE)[1:]:
        yield long_letter(block)


def long_letter(block: str) -> Answered:
    """Read a long letter: each line of its reply is a sentence, behind the numbers of the points it answers."""
    head, rest = block.split("\n", 1)
    name, sent, *_ = (each.strip() for each in head.split("|"))
    text, points_told, reply_told = re.split(r"^--- \w+\n", rest, flags=re.MULTILINE)
    points, text = marks(points_told), text.strip()
    spans = tuple((text.index(mark.quote), text.index(mark.quote) + len(mark.quote)) for mark in points)
    lines = re.findall(r"^\[([\d,]*)\] (.+)$", reply_told, flags=re.MULTILINE)
    reply, parts = "", []
    for place, (numbers, sentence) in enumerate(lines):
        reply += "" if not place else "\n\n" if place in (1, len(lines) - 1) else " "
        answers = frozenset(int(number) - 1 for number in numbers.split(",") if number)
        parts.append((len(reply), len(reply) + len(sentence), answers))
        reply += sentence
    at = datetime.fromisoformat(sent.removeprefix("sent "))
    return Answered(name, at, text, points, spans, reply, tuple(parts))


def _told(lines: str) -> Mapping[str, Mapping[int, frozenset[int]]]:
    """Read lines of "name 1:3,4 2:5": which sentences, from 1, answer which point, from 1."""
    found: dict[str, dict[int, frozenset[int]]] = {}
    for line in lines.splitlines():
        name, *pairs = line.split()
        row = found.setdefault(name, {})
        for pair in pairs:
            point, _, places = pair.partition(":")
            for place in map(int, places.split(",")):
                row[place] = row.get(place, frozenset()) | {int(point) - 1}
    return found


def _cut(text: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a reply as they were numbered: each ends at a mark and a blank, or with its line."""
    start = 0
    for border in _BORDER.finditer(text):
        end = border.start() + len(border.group().rstrip())
        if end > start:
            yield start, end
        start = border.end()
    if start < len(text):
        yield start, len(text)
