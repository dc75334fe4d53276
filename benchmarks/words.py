"""How well letters are read and replies are checked, on the sets written for it.

    ./dev bench words [tuned|locked, locked when not given] [--semantic]

With --semantic the extra for meaning is installed beside (.venv-semantic), and a sentence model reads English along:
rows *unanswered*, *three in one*, *reply check*, *incidents*, *me-too* and *themes* change.

Prints precision and recall of the points, the details and the experience that reading finds; how many points a
reply leaves unanswered are seen, and how many complete replies are flagged; promises and their due times; empty
apologies; planted incidents (words_crowds.py), messages that are alike (words_alike.py); urgency, form letters, three strangers' messages in one, and speed (words_more.py). A found span counts when it
overlaps a marked one of its own; "2nd" lines hold two readers to the same measure. "Locked" letters have been seen by nobody who writes rules. Small sets: one letter in twenty is five points.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tests.corpora.agreement import second_letters
from tests.corpora.letters import (
    WORDS,
    Marked,
    WrittenLetter,
    WrittenReply,
    practice,
    practice_passages,
    replied_letters,
    table,
    written_letters,
)

from benchmarks import words_more as more
from benchmarks.words_alike import alike
from benchmarks.words_crowds import crowds
from presszero.commands.meaning_at_hand import meaning_at_hand
from presszero.pure.words import PointToAnswer, check_reply, quotation, read_letter
from presszero.pure.words.nearness import SentenceModel
from presszero.pure.words.normal import level

OPEN = ("touched", "unanswered")
ASKED_KINDS = frozenset(
    ["date", "time", "duration", "place", "route", "amount", "reference", "person", "count"]
)


@dataclass
class Tally:
    """Hits among what was found and what was wanted."""

    hits: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, hits: int, found: int, wanted: int) -> None:
        self.hits, self.found, self.wanted = self.hits + hits, self.found + found, self.wanted + wanted

    def __str__(self) -> str:
        precision = self.hits / self.found if self.found else 0.0
        recall = self.hits / self.wanted if self.wanted else 0.0
        both = precision + recall
        f1 = 2 * precision * recall / both if both else 0.0
        return f"precision {precision:.2f}  recall {recall:.2f}  F1 {f1:.2f}  ({self.wanted} wanted)"


def main(*asked: str) -> None:
    """Print every measure for one half of the sets."""
    half = next((one for one in asked if one != "--semantic"), "locked")
    meaning = meaning_at_hand() if "--semantic" in asked else None
    for language in ("en", "fr"):
        letters = list(written_letters(half, language))
        print(f"{language}, {half}: {len(letters)} letters")
        _print("points", _reading(letters, lambda letter: letter.points, _points_found))
        _print("details", _reading(letters, _details_asked, _details_found))
        _print("experience", _reading(letters, lambda letter: letter.experience, _experience_found))
        _readers(letters, half, language)
        _unanswered(letters, meaning)
        _unanswered(replied_letters(language), meaning, "one left out")
        _promises("promises", table("promises", half), language)
        _promises("promises, kept", practice("promises.kept"), language)
        _promises("in replies, kept", practice("undertakings.kept"), language)
        _passages(language)
        _apologies(half, language)
    print("both languages")
    for line in (
        more.urgent(half),
        *more.urgent_in_letters(),
        more.empathy(half),
        more.own_forms(half),
        *more.strangers(meaning),
        more.speed(meaning),
        *crowds(meaning),
        *alike(meaning),
    ):
        print(f"  {line}")


def _print(what: str, tally: Tally) -> None:
    print(f"  {what:<15} {tally}")


Spans = Sequence[tuple[int, int]]


def _reading(
    letters: Iterable[WrittenLetter],
    wanted_of: Callable[[WrittenLetter], Iterable[Marked]],
    found_of: Callable[[WrittenLetter], Spans],
) -> Tally:
    tally = Tally()
    for letter in letters:
        wanted = [letter.span(mark) for mark in wanted_of(letter)]
        found = found_of(letter)
        tally.add(pairs(found, wanted), len(found), len(wanted))
    return tally


def pairs(found: Spans, wanted: Spans) -> int:
    """Return how many found spans meet a wanted one of their own, the largest shared stretch first."""
    shared = sorted(
        (
            (min(f[1], w[1]) - max(f[0], w[0]), i, j)
            for i, f in enumerate(found)
            for j, w in enumerate(wanted)
            if min(f[1], w[1]) > max(f[0], w[0])
        ),
        reverse=True,
    )
    used_found: set[int] = set()
    used_wanted: set[int] = set()
    for _, i, j in shared:
        if i not in used_found and j not in used_wanted:
            used_found.add(i)
            used_wanted.add(j)
    return len(used_found)


def _points_found(letter: WrittenLetter) -> Spans:
    reading = read_letter(letter.text, letter.sent_at.replace(tzinfo=UTC), quotation(letter.text))
    return [(point.start, point.end) for point in reading.points]


def _details_found(letter: WrittenLetter) -> Spans:
    """Return each detail once: MARKING.md has "said again in the same words" marked only where it first stands."""
    reading = read_letter(letter.text, letter.sent_at.replace(tzinfo=UTC), quotation(letter.text))
    first: dict[tuple[str, str], tuple[int, int]] = {}
    for detail in reading.details:
        first.setdefault((detail.kind, level(detail.text)), (detail.start, detail.end))
    return list(first.values())


def _details_asked(letter: WrittenLetter) -> Iterable[Marked]:
    return [mark for mark in letter.details if mark.kind in ASKED_KINDS]


def _experience_found(letter: WrittenLetter) -> Spans:
    reading = read_letter(letter.text, letter.sent_at.replace(tzinfo=UTC), quotation(letter.text))
    return [(trait.start, trait.end) for trait in reading.experience]


def _readers(letters: Sequence[WrittenLetter], half: str, language: str) -> None:
    """The second reader's marks as if a machine had found them: what the same measures give two people."""
    seconds = second_letters(WORDS / "letters" / half / f"{language}.second.txt")
    twice = [letter for letter in letters if letter.name in seconds]
    details, experience = Tally(), Tally()
    for letter in twice:
        second = seconds[letter.name]
        _add(details, letter, second.details, _details_asked(letter))
        _add(experience, letter, second.experience, letter.experience)
    _print("details, 2nd", details)
    _print("experience, 2nd", experience)


def _add(tally: Tally, letter: WrittenLetter, found: Iterable[Marked], wanted: Iterable[Marked]) -> None:
    asked = [letter.span(mark) for mark in found if mark.kind in (*ASKED_KINDS, "experience")]
    marked = [letter.span(mark) for mark in wanted]
    tally.add(pairs(asked, marked), len(asked), len(marked))


def _unanswered(
    letters: Iterable[WrittenLetter], meaning: SentenceModel | None, name: str = "unanswered"
) -> None:
    """Points are given as marked, so that only the check is measured."""
    tally, complete, flagged = Tally(), 0, 0
    for letter in letters:
        for reply in (letter.good, letter.partial, letter.form):
            if not reply.text:
                continue
            said_open = _open_points(letter, reply, meaning)
            really_open = {at for at, state in enumerate(reply.states) if state in OPEN}
            tally.add(len(said_open & really_open), len(said_open), len(really_open))
            complete += not really_open
            flagged += bool(said_open) and not really_open
    _print(name, tally)
    print(f"  {'':<15} complete replies flagged: {flagged} of {complete}")


def _open_points(letter: WrittenLetter, reply: WrittenReply, meaning: SentenceModel | None) -> set[int]:
    at = letter.sent_at.replace(tzinfo=UTC)
    points = [
        PointToAnswer(number, mark.quote, *letter.span(mark), mark.quote, mark.kind)  # type: ignore[arg-type]
        for number, mark in enumerate(letter.points)
    ]
    check = check_reply(letter.text, points, reply.text, at=at, meaning=meaning)
    return {proposal.number for proposal in check.proposals if proposal.state in OPEN}


def _passages(language: str) -> None:
    """Passages that were put away from the practice: denser than letters, so their figure is higher."""
    tally = Tally()
    for code, text, wanted in practice_passages("experience.kept"):
        if code == language:
            reading = read_letter(text, datetime(2026, 11, 18, 10, tzinfo=UTC), ())
            found = [(trait.start, trait.end) for trait in reading.experience]
            tally.add(pairs(found, wanted), len(found), len(wanted))
    _print("passages, kept", tally)


def written_at(row: Mapping[str, str]) -> datetime:
    """Return when a row's sentence was written; at ten where it names no hour."""
    at = datetime.fromisoformat(row["written_on"])
    return (at if "T" in row["written_on"] else at.replace(hour=10)).replace(tzinfo=UTC)


def _promises(name: str, rows: Iterable[Mapping[str, str]], language: str) -> None:
    """Print nothing where no row is of the language."""
    tally, dated, right = Tally(), 0, 0
    for row in rows:
        if row["language"] != language:
            continue
        before = f"{context} " if (context := row.get("context")) else ""
        check = check_reply("", (), before + row["sentence"], at=written_at(row))
        pledges = [each for each in check.pledges if each.start >= len(before)]
        wanted = row["promise"] == "yes"
        tally.add(bool(pledges) and wanted, bool(pledges), wanted)
        if wanted and row["due"] != "none" and pledges:
            dated += 1
            due = pledges[0].due_at
            right += due is not None and due.date().isoformat() == row["due"][:10]
    if not tally.wanted:
        return
    _print(name, tally)
    print(f"  {'':<15} due day right: {right} of {dated} dated ones that were found")


def _apologies(half: str, language: str) -> None:
    tally = Tally()
    for row in table("apologies", half):
        if row["language"] != language or row["kind"] != "apology":
            continue
        check = check_reply("", (), row["passage"], at=datetime(2026, 11, 18, 10, tzinfo=UTC))
        found = any(finding.rule == "apology-without-act" for finding in check.findings)
        wanted = row["empty"] == "yes"
        tally.add(found and wanted, found, wanted)
    _print("apologies", tally)


if __name__ == "__main__":
    main(*sys.argv[1:])
