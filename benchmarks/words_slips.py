"""How many slips in figures the reply check sees, and how often it takes what is right for one.

    ./dev bench words_slips

Each complete reply to the locked letters is checked as it is, and once more for each sum, day, hour and number that it
repeats of its letter, with one figure of it changed by chance.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, timedelta

from tests.corpora.letters import WrittenLetter, written_letters

from presszero.pure.words import PointToAnswer, check_reply, read_letter
from presszero.pure.words.drafts import Read
from presszero.pure.words.shapes import Detail

SEED = 5
KINDS = ("amount", "date", "time", "reference")
NEAR = 4
"""A finding that begins within so many characters of the figure that was changed has seen it."""


def main() -> None:
    chance, seen, changed = random.Random(SEED), Counter[str](), Counter[str]()
    replies, doubted = 0, 0
    for letter in [each for code in ("en", "fr") for each in written_letters("locked", code)]:
        points = _points(letter)
        replies += 1
        doubted += len(list(_doubts(letter, points, letter.good.text)))
        for detail in _repeated(letter, points):
            other = _one_figure_other(detail.text, chance)
            draft = letter.good.text[: detail.start] + other + letter.good.text[detail.end :]
            changed[detail.kind] += 1
            starts = _doubts(letter, points, draft)
            seen[detail.kind] += any(abs(start - detail.start) < NEAR for start in starts)
    for kind in KINDS:
        print(f"{kind:10} {seen[kind]} of {changed[kind]} seen with one figure changed")
    print(f"{doubted} doubted in {replies} complete replies as they are")


def _points(letter: WrittenLetter) -> list[PointToAnswer]:
    found = read_letter(letter.text, letter.sent_at.replace(tzinfo=UTC)).points
    return [
        PointToAnswer(number, each.text, each.start, each.end, each.ask, each.kind, each.details)
        for number, each in enumerate(found, 1)
    ]


def _doubts(letter: WrittenLetter, points: list[PointToAnswer], draft: str) -> Iterator[int]:
    """Yield where a draft is said to contradict its letter."""
    sent_at = letter.sent_at.replace(tzinfo=UTC)
    check = check_reply(letter.text, points, draft, at=sent_at + timedelta(days=1), sent_at=sent_at)
    for each in check.findings:
        if each.rule == "detail-contradicted":
            yield each.place.start


def _repeated(letter: WrittenLetter, points: list[PointToAnswer]) -> list[Detail]:
    """Return the details of the reply, written in figures, that its letter has too."""
    sent_at = letter.sent_at.replace(tzinfo=UTC)
    at = sent_at + timedelta(days=1)
    read = Read.of(letter.text, points, letter.good.text, at, ("en", "fr"), sent_at=sent_at)
    theirs = {(each.kind, each.value) for each in read.letter_details if each.value}
    return [
        each
        for each in read.draft_details
        if each.kind in KINDS and (each.kind, each.value) in theirs and any(map(str.isdigit, each.text))
    ]


def _one_figure_other(words: str, chance: random.Random) -> str:
    places = [at for at, letter in enumerate(words) if letter.isdigit()]
    at = chance.choice(places)
    figure = (int(words[at]) + chance.randint(1, 3)) % 10 or 1
    if str(figure) == words[at]:
        figure = 2
    return words[:at] + str(figure) + words[at + 1 :]


if __name__ == "__main__":
    main()
