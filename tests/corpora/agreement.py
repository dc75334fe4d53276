"""How far two readers agree who marked the letters and the tables blind to each other.

The second reader's marks stand beside the first's: letters/<half>/<language>.second.txt and <table>.<half>.second.tsv.
words/MARKING.md tells their form. Sheets to mark, with nothing marked and the replies in no telling order:

    python -m tests.corpora.agreement sheet tuned en
    python -m tests.corpora.agreement sheet locked urgency

"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from tests.corpora.letters import Marked, WrittenLetter, marks, states, table, written_letters

REPLIES = ("good", "partial", "form")
JUDGED = {
    "promises": ("promise", "due"),
    "apologies": ("manner", "empty"),
    "urgency": ("urgent",),
    "replies": ("form",),
}
READ = {"promises": "sentence", "apologies": "passage", "urgency": "message", "replies": "reply"}


@dataclass(frozen=True)
class SecondMarks:
    """What the second reader marked in one letter; replies by their part, with form or specific and the states."""

    points: tuple[Marked, ...]
    details: tuple[Marked, ...]
    experience: tuple[Marked, ...]
    replies: dict[str, tuple[bool, tuple[str, ...]]]


def order(name: str) -> list[str]:
    """Return the parts good, partial and form in the order in which a sheet shows them: by chance, but fixed."""
    return sorted(REPLIES, key=lambda part: crc32(f"{name} {part}".encode()))


def second_letters(path: Path) -> dict[str, SecondMarks]:
    """Read a file of second marks, by the letters' names."""
    blocks = re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return dict(_second(block) for block in blocks)


def second_table(name: str, half: str) -> list[dict[str, str]]:
    """Read the second marks of a table, as table does: of all rows, or of some."""
    return table(name, f"{half}.second")


def kappa(first: Sequence[str], second: Sequence[str]) -> float:
    """Return Cohen's kappa of two readers' labels: 1 for full agreement, 0 for what chance alone would give.

    >>> round(kappa("y" * 25 + "n" * 25, "y" * 20 + "n" * 5 + "y" * 10 + "n" * 15), 2)
    0.4
    """
    agreed = sum(map(str.__eq__, first, second)) / len(first)
    ours, theirs = Counter(first), Counter(second)
    chance = sum(ours[label] * theirs[label] for label in ours) / len(first) ** 2
    return 1.0 if chance == 1 else (agreed - chance) / (1 - chance)


def same_points(letter: WrittenLetter, second: SecondMarks) -> list[tuple[int, int]]:
    """Pair the points of both readers, by number from 0: the words overlap by half of the shorter or more."""
    free, pairs = list(range(len(second.points))), []
    for ours, point in enumerate(letter.points):
        found = next((each for each in free if _overlap(letter, point, second.points[each]) >= 0.5), None)
        if found is not None:
            free.remove(found)
            pairs.append((ours, found))
    return pairs


def letters_agreement(letters: Sequence[WrittenLetter], seconds: dict[str, SecondMarks]) -> dict[str, float]:
    """Return F1 of points, details (kind and value) and experience (letters of it), kappa of states and of form."""
    both = [(letter, seconds[letter.name]) for letter in letters if letter.name in seconds]
    points, details, experience = Counter[str](), Counter[str](), Counter[str]()
    ours: list[str] = []
    theirs: list[str] = []
    forms: tuple[list[str], list[str]] = ([], [])
    for letter, second in both:
        pairs = same_points(letter, second)
        points += _counts(len(pairs), len(letter.points), len(second.points))
        details += _shared(_values(letter.details), _values(second.details))
        experience += _shared(_places(letter, letter.experience), _places(letter, second.experience))
        for part in REPLIES:
            reply, (form, told) = getattr(letter, part), second.replies[part]
            ours += [reply.states[first] for first, _ in pairs]
            theirs += [told[other] for _, other in pairs]
            forms[0].append(str(reply.form))
            forms[1].append(str(form))
    return {
        "points": _f1(points),
        "details": _f1(details),
        "experience": _f1(experience),
        "states": kappa(ours, theirs),
        "form": kappa(*forms),
    }


def table_agreement(name: str, half: str) -> dict[str, float]:
    """Return kappa of each judged column over the rows that were marked twice.

    Raises ValueError when the second marks hold a row that the first do not.
    """
    first = {row[READ[name]]: row for row in table(name, half)}
    second = second_table(name, half)
    for row in second:
        if row[READ[name]] not in first:
            raise ValueError(f"{name}.{half}.second.tsv holds a row that {name}.{half}.tsv does not: {row}.")
    ours = [first[row[READ[name]]] for row in second]
    return {column: kappa([r[column] for r in ours], [r[column] for r in second]) for column in JUDGED[name]}


def sheet(half: str, what: str) -> str:
    """Return a sheet to mark: of a table's name, its rows without what is judged; of "en" or "fr", the letters."""
    if what in JUDGED:
        rows = table(what, half)
        given = [column for column in rows[0] if column not in JUDGED[what]]
        return "\n".join("\t".join(row[column] for column in given) for row in rows)
    return "\n".join(map(_sheet, written_letters(half, what)))


def _sheet(letter: WrittenLetter) -> str:
    replies = "\n".join(
        f"[reply {n}]\n{getattr(letter, part).text}" for n, part in enumerate(order(letter.name), 1)
    )
    head = (
        f"=== {letter.name} | sent {letter.sent_at:%Y-%m-%dT%H:%M} | {letter.organisation} | {letter.subject}"
    )
    return f"{head}\n{letter.text}\n{replies}\n"


def _second(block: str) -> tuple[str, SecondMarks]:
    head, *parts = re.split(r"^--- ", block, flags=re.MULTILINE)
    name = head.partition("|")[0].strip()
    points, details, experience, replies = (part.split("\n", 1)[1] for part in parts)
    rows = [[each.strip() for each in line.split("|")] for line in replies.splitlines() if line.strip()]
    told = {order(name)[int(number) - 1]: (kind == "form", states(said)) for number, kind, said in rows}
    lived = tuple(Marked("experience", line) for line in experience.splitlines() if line)
    return name, SecondMarks(marks(points), marks(details), lived, told)


def _overlap(letter: WrittenLetter, one: Marked, other: Marked) -> float:
    (start, end), (begins, stops) = letter.span(one), letter.span(other)
    return (min(end, stops) - max(start, begins)) / min(end - start, stops - begins)


def _values(details: Sequence[Marked]) -> Counter[object]:
    return Counter((mark.kind, mark.value.casefold()) for mark in details)


def _places(letter: WrittenLetter, marked: Sequence[Marked]) -> Counter[object]:
    return Counter({place for mark in marked for place in range(*letter.span(mark))})


def _shared(ours: Counter[object], theirs: Counter[object]) -> Counter[str]:
    return _counts((ours & theirs).total(), ours.total(), theirs.total())


def _counts(shared: int, ours: int, theirs: int) -> Counter[str]:
    return Counter(shared=shared, ours=ours, theirs=theirs)


def _f1(counts: Counter[str]) -> float:
    return 2 * counts["shared"] / ((counts["ours"] + counts["theirs"]) or 1)


if __name__ == "__main__":
    print(sheet(*sys.argv[2:4]))
