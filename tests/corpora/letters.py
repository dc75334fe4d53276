"""The letters under words/: what was written, what a reader marked in them, and three replies to each.

A block begins with "=== name | sent instant | kind of organisation | subject"; words/README.md tells its parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

WORDS = Path(__file__).parent / "words"
STATES = ("answered", "promised", "declined", "touched", "unanswered")
PARTS = ("points", "details", "experience", "good", "partial", "form")


@dataclass(frozen=True)
class Marked:
    """Words of a letter with what they are: kind, and for a detail its normal form."""

    kind: str
    quote: str
    value: str = ""


@dataclass(frozen=True)
class WrittenReply:
    """A reply and, for each point of the letter in order, what it does with it. form: it would fit anyone."""

    text: str
    states: tuple[str, ...]
    form: bool


@dataclass(frozen=True)
class WrittenLetter:
    name: str
    language: str
    sent_at: datetime
    organisation: str
    subject: str
    text: str
    points: tuple[Marked, ...]
    details: tuple[Marked, ...]
    experience: tuple[Marked, ...]
    good: WrittenReply
    partial: WrittenReply
    form: WrittenReply

    def span(self, mark: Marked) -> tuple[int, int]:
        """Return where the words first stand whole in the letter, not as a part of a word or number: [start, end)."""
        found = re.search(rf"(?<!\w)(?<!\d[.,:]){re.escape(mark.quote)}(?!\w|[.,:]\d)", self.text)
        start = found.start() if found else self.text.index(mark.quote)
        return start, start + len(mark.quote)


def written_letters(half: str, language: str) -> Iterator[WrittenLetter]:
    """Read the letters of a half, "tuned" or "locked", in "en" or "fr"."""
    written = (WORDS / "letters" / half / f"{language}.txt").read_text(encoding="utf-8")
    for block in re.split(r"^=== ", written, flags=re.MULTILINE)[1:]:
        yield _letter(block, language)


def practice_letters(language: str) -> Iterator[WrittenLetter]:
    """Read the letters that are only there to learn from: marked with points, details and experience, no replies."""
    yield from _practice("letters", language)


def told_letters(language: str) -> Iterator[WrittenLetter]:
    """Read more letters that are only there to learn from: marked with points and experience, no details, no replies."""
    yield from _practice("told", language)


def replied_letters(language: str) -> Iterator[WrittenLetter]:
    """Read letters with points, experience and three replies, of which the partial one leaves out one point alone.

    They are taught to nobody. Where a letter has no form reply its text is "".
    """
    yield from _practice("replied", language)


def _practice(name: str, language: str) -> Iterator[WrittenLetter]:
    written = (WORDS / "practice" / f"{name}.{language}.txt").read_text(encoding="utf-8")
    for block in re.split(r"^=== ", written, flags=re.MULTILINE)[1:]:
        yield _letter(block, language)


def table(name: str, half: str) -> list[dict[str, str]]:
    """Read the rows of promises, apologies, urgency or replies, by the names in its first line."""
    return _rows(WORDS / f"{name}.{half}.tsv")


def practice(name: str) -> list[dict[str, str]]:
    """Read rows that are only there to learn from, written by who had seen the rules: promises or urgency.

    "promises.kept" is taught to nobody.
    """
    return _rows(WORDS / "practice" / f"{name}.tsv")


def practice_passages(name: str = "experience") -> Iterator[tuple[str, str, list[tuple[int, int]]]]:
    """Yield language, passage and the spans of what its writer went through, from practice/experience.txt or experience.kept.txt."""
    for line in (WORDS / "practice" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        language, _, marked = line.partition(": ")
        if language in ("en", "fr"):
            text, spans = re.sub(r"[\[\]]", "", marked), []
            for found in re.finditer(r"\[([^\]]*)\]", marked):
                start = len(re.sub(r"[\[\]]", "", marked[: found.start()]))
                spans.append((start, start + len(found[1])))
            yield language, text, spans


@dataclass(frozen=True)
class UrgentLetter:
    """A message with what cannot wait in it: kind is "no" where all of it can; quote: the words that tell why, "" then."""

    language: str
    kind: str
    sent_on: date
    quote: str
    text: str


def urgent_letters(language: str, name: str = "urgent") -> Iterator[UrgentLetter]:
    """Read practice/urgent.*.txt, or with "urgent.kept" what is taught to nobody; a block begins "=== kind | day | words"."""
    whole = (WORDS / "practice" / f"{name}.{language}.txt").read_text(encoding="utf-8")
    for block in re.split(r"^=== ", whole, flags=re.MULTILINE)[1:]:
        head, _, text = block.partition("\n")
        kind, day, quote = (each.strip() for each in head.split("|", 2))
        yield UrgentLetter(language, kind, date.fromisoformat(day), quote, text.strip())


def _rows(path: Path) -> list[dict[str, str]]:
    first, *rows = path.read_text(encoding="utf-8").splitlines()
    return [dict(zip(first.split("\t"), row.split("\t"), strict=True)) for row in rows]


def _letter(block: str, language: str) -> WrittenLetter:
    head, rest = block.split("\n", 1)
    name, sent, organisation, subject = (each.strip() for each in head.split("|", 3))
    text, *parts = re.split(r"^--- ", rest, flags=re.MULTILINE)
    titled = dict.fromkeys(PARTS, ["", ""]) | {
        part.split(" ", 1)[0].split("\n", 1)[0]: part.split("\n", 1) for part in parts
    }
    points = marks(titled["points"][1])
    good, partial = (titled[part][0].partition("|")[2] for part in ("good", "partial"))
    return WrittenLetter(
        name=name,
        language=language,
        sent_at=datetime.fromisoformat(sent.removeprefix("sent ")),
        organisation=organisation,
        subject=subject,
        text=text.strip(),
        points=points,
        details=marks(titled["details"][1]),
        experience=tuple(Marked("experience", line) for line in titled["experience"][1].splitlines() if line),
        good=WrittenReply(titled["good"][1].strip(), states(good) or ("answered",) * len(points), form=False),
        partial=WrittenReply(titled["partial"][1].strip(), states(partial), form=False),
        form=WrittenReply(titled["form"][1].strip(), ("unanswered",) * len(points), form=True),
    )


def marks(lines: str) -> tuple[Marked, ...]:
    """Read lines of "kind | the words" or "kind | the words | normal form"."""
    return tuple(
        Marked(*(each.strip() for each in line.split("|"))) for line in lines.splitlines() if line.strip()
    )


def states(told: str) -> tuple[str, ...]:
    """Return the states of "1 answered, 2 touched, ..."; each point must be told, in order; of "", none."""
    pairs = [each.split() for each in told.split(",") if each.strip()]
    assert [int(number) for number, _ in pairs] == list(range(1, len(pairs) + 1)), told
    return tuple(state for _, state in pairs)
