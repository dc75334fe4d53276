"""Letters with the points a careful reader marked, and how a reading compares with them.

The files under letters/ hold one letter after another. A letter begins with "=== its name", then head lines, then
the text, in which [[q|...]], [[c|...]] and [[r|...]] are questions, complaints and requests.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from presszero.pure.words import Reading, quotation, read_letter

LETTERS = Path(__file__).parent / "letters"
MARK = re.compile(r"\[\[([qcr])\|(.*?)\]\]", re.DOTALL)
HEAD = re.compile(r"(sent|traits|details): ?(.*)\n")


@dataclass
class GoldLetter:
    name: str
    language: str
    sent_at: datetime
    traits: set[str]
    details: set[tuple[str, str]]
    text: str
    points: list[tuple[str, int, int]]

    def read(self) -> Reading:
        return read_letter(self.text, self.sent_at, quotation(self.text))


@dataclass
class Score:
    hits: int = 0
    found: int = 0
    wanted: int = 0
    right_kind: int = 0
    details_hit: int = 0
    details_wanted: int = 0
    right_language: int = 0
    letters: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.hits / self.found

    @property
    def recall(self) -> float:
        return self.hits / self.wanted

    @property
    def f1(self) -> float:
        return 2 * self.hits / (self.found + self.wanted)


def gold_letters(half: str, language: str) -> Iterator[GoldLetter]:
    written = (LETTERS / half / f"{language}.txt").read_text(encoding="utf-8")
    for block in re.split(r"^=== ", written, flags=re.MULTILINE)[1:]:
        name, rest = block.split("\n", 1)
        head = {}
        while line := HEAD.match(rest):
            head[line[1]] = line[2]
            rest = rest[line.end() :]
        text, points, at = "", [], 0
        for mark in MARK.finditer(rest):
            text += rest[at : mark.start()]
            points.append((mark[1], len(text), len(text) + len(mark[2])))
            text += mark[2]
            at = mark.end()
        traits = {each.strip() for each in head.get("traits", "").split(",") if each.strip()}
        pairs = [each.split("=") for each in head.get("details", "").split("; ") if "=" in each]
        details = {(kind.strip(), value.strip()) for kind, value in pairs}
        sent_at = datetime.fromisoformat(head["sent"])
        yield GoldLetter(name, language, sent_at, traits, details, text + rest[at:], points)


def score(half: str, language: str) -> Score:
    """Return how the points of every letter compare, one found point for one wanted point, by shared characters."""
    total = Score()
    for letter in gold_letters(half, language):
        reading = letter.read()
        free = list(reading.points)
        total.letters += 1
        total.found += len(free)
        total.wanted += len(letter.points)
        total.right_language += reading.language.code == language
        for kind, start, end in letter.points:
            overlaps = [(min(end, p.end) - max(start, p.start), at) for at, p in enumerate(free)]
            best = max((each for each in overlaps if each[0] > 0), default=None)
            if best is None:
                total.misses.append(f"{letter.name}: {letter.text[start:end]}")
                continue
            point = free.pop(best[1])
            total.hits += 1
            total.right_kind += point.kind[0] == kind
        known = {(each.kind, each.value) for each in reading.details}
        total.details_hit += len(letter.details & known)
        total.details_wanted += len(letter.details)
    return total


if __name__ == "__main__":
    for half in ("tuned", "held_out"):
        for language in ("en", "fr"):
            each = score(half, language)
            print(
                f"{half} {language}: {each.letters} letters, points precision {each.precision:.2f} "
                f"({each.hits}/{each.found}), recall {each.recall:.2f} ({each.hits}/{each.wanted}), "
                f"kind {each.right_kind}/{each.hits}, details {each.details_hit}/{each.details_wanted}"
            )
