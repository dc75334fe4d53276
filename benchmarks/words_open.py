"""Teach the reply check when a point is left open, and say how well it does on letters it was not taught.

    ./dev bench words_open [--semantic]

With --semantic it teaches the same with a sentence model beside, from the English letters alone.
It learns from the tuned half of the letters alone, never from the locked half. Each partial reply is also read with
three sentences of another letter's reply under it, and each letter with another letter's good reply, which answers
nothing of it; and each good and partial reply with one more point, from another letter, which it forgets: so that
length by itself proves nothing, and the one forgotten point of five is seen. Good replies, and the long ones of
practice, are read once more without each of their answers in turn. A letter is left out as a whole when the model is tried,
and so it is of what tells which sentence answers which point (words_answering).
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer
from tests.corpora.answers import Answered
from tests.corpora.letters import WrittenLetter, practice, table, written_letters

from benchmarks.words_answering import (
    marked_letters,
    pairs_of_letters,
    points_of,
    side_of,
    signs_of_side,
    taught_without,
)
from benchmarks.words_teach import write
from presszero.commands.meaning_at_hand import meaning_at_hand
from presszero.pure.meaning.files import MINILM
from presszero.pure.words import PointToAnswer, matching
from presszero.pure.words.answering import odds_by
from presszero.pure.words.drafts import Read
from presszero.pure.words.lettering import runs_of
from presszero.pure.words.nearness import SentenceModel
from presszero.pure.words.normal import level
from presszero.pure.words.openness import Side, told
from presszero.pure.words.splitting import sentences
from presszero.pure.words.weighing import Weights

OPEN = ("touched", "unanswered")
LEAST_SHARE = 0.02
"""Runs of letters that fewer texts hold are all as rare as this half of them."""
FOLDS = 10
COUNTS = {
    "good": 1.0,
    "partial": 1.0,
    "padded": 0.3,
    "form": 0.2,
    "exchanged": 0.05,
    "stranger": 0.8,
    "beside a stranger": 0.2,
    "omitted": 0.5,
    "long": 1.0,
    "long-omitted": 1.0,
}
"""How much a row counts: forms and exchanged replies are easy, and should not decide."""
LONG_IS_NO_ANSWER = -3.5
"""The room weight is held here; freely taught it grows until a long reply hides the one point it forgets."""
SILENCE_TELLS = 1.5
"""The least weight of an ask of which nothing comes back: rare in the letters, and what a colleague would see first."""
OPEN_FROM = 0.5
"""Chosen on letters left out in turn: no more complete replies are doubted than one in ten, and precision stays above .75."""
ONLY_AGAINST = (
    "best",
    "whole",
    "met",
    "claimed",
    "letters",
    "leads",
    "stands out",
    "leads in meaning",
    "does in meaning",
    "around",
)
"""What can only speak for an answer."""
MEASURED = ("good", "partial", "form")
"""The replies that benchmarks/words.py measures."""
BY_MEANING = "open-by-meaning"
EVENNESS = {"open": 1.0, BY_MEANING: 3.0}
"""How strongly weights are held small; more signs tell much the same where meaning is known."""
LEAST_PRECISION, MOST_DOUBTED = 0.85, 0.065
"""With a sentence model beside, the threshold is the least at which letters left out in turn keep to both, a little
stricter than what is asked of letters nobody saw (.80 and one complete reply in ten). The share of doubted ones was
first .085; the locked letters were looked at once with it (12 of 110) and once with this one (8)."""

Numbers = NDArray[np.float64]
Signs = Sequence[Sequence[Mapping[str, float]]]


@dataclass(frozen=True)
class Row:
    """What is told of one point with one reply. reply: which reply of which letter. forgets: how this reply came to forget the point.
    place: which point of its letter. signs: what tells which sentence of the reply answers which point."""

    letter: str
    reply: str
    told: Mapping[str, float]
    is_open: bool
    counts: float
    forgets: str = ""
    place: int = 0
    signs: Signs = ()


def main(*asked: str) -> None:
    if "--semantic" in asked:
        print(_teach(BY_MEANING, list(rows_of_letters(("en",), meaning_at_hand()))))
    else:
        print(letters_of_texts())
        print(_teach("open", list(rows_of_letters(("en", "fr")))))


def _teach(name: str, rows: Sequence[Row]) -> str:
    names = DictVectorizer(sparse=False)
    told_of = names.fit_transform([row.told for row in rows])
    columns = list(names.get_feature_names_out())
    odds = _tried(told_of, rows, columns, EVENNESS[name])
    model = _fitted(told_of, rows, columns, EVENNESS[name])
    threshold = OPEN_FROM if name == "open" else _least_threshold(rows, odds)
    card = {
        "taught": f"{len(rows)} points with a reply, from {len({row.letter for row in rows})} letters of the tuned half and long ones of practice",
        "good and partial replies, letters left out in turn": str(
            _done(rows, odds, threshold, ("good", "partial"))
        ),
        "points from another letter seen, left out in turn": _seen(rows, odds, threshold, "stranger"),
        "answers taken out seen, left out in turn": _seen(rows, odds, threshold, "omitted"),
        "the same of long replies": _seen(rows, odds, threshold, "long-omitted"),
        "long replies, whole and without an answer, left out in turn": str(
            _done(rows, odds, threshold, ("long", "long-omitted"))
        ),
    }
    if name == BY_MEANING:
        card["forms too, letters left out in turn"] = str(_done(rows, odds, threshold, MEASURED))
        card["sentence model"] = MINILM.hash
    kept = {name: round(float(weight), 3) for name, weight in zip(columns, model[:-1], strict=True)}
    write(
        name,
        {"bias": round(float(model[-1]), 3), "threshold": threshold, "card": card, "weights": kept},
    )
    return f"{name}: from {threshold}: {kept}; {card}"


def letters_of_texts() -> str:
    """Write how rare runs of letters are in our own texts."""
    texts = list(_own_texts())
    held_by = Counter(run for text in texts for run in set(runs_of(level(text))))
    least = LEAST_SHARE * len(texts)
    kept = {
        run: round(log((1 + len(texts)) / (1 + count)) + 1, 2)
        for run, count in sorted(held_by.items())
        if count >= least
    }
    card = {"taught": f"{len(texts)} texts of the tuned half and of practice, English and French"}
    write("letters", {"rare": round(log(2 / LEAST_SHARE) + 1, 2), "card": card, "weights": kept})
    return f"letters: {len(kept)} runs of letters from {len(texts)} texts"


def _own_texts() -> Iterator[str]:
    for language in ("en", "fr"):
        for letter in written_letters("tuned", language):
            for text in (letter.text, letter.good.text, letter.partial.text, letter.form.text):
                yield from (line for line in text.splitlines() if line.strip())
    yield from (row["sentence"] for row in (*practice("promises"), *table("promises", "tuned")))
    yield from (row["message"] for row in (*practice("urgency"), *table("urgency", "tuned")))


def rows_of_letters(languages: Sequence[str], meaning: SentenceModel | None = None) -> Iterator[Row]:
    """Yield what is told of each point with each reply, and with padded and exchanged ones."""
    for language in languages:
        letters = list(written_letters("tuned", language))
        for at, letter in enumerate(letters):
            other = letters[(at + 7) % len(letters)].good.text
            padding = " ".join(other[part.start : part.end] for part in sentences(other)[1:4])
            for name in ("good", "partial", "form"):
                reply = getattr(letter, name)
                yield from _rows(name, letter, reply.text, reply.states, meaning)
            partial = letter.partial
            padded = f"{partial.text}\n\n{padding}"
            yield from _rows("padded", letter, padded, partial.states, meaning)
            yield from _rows("exchanged", letter, other, ["unanswered"] * len(letter.points), meaning)
            for step in (11, 23):
                stranger = letters[(at + step) % len(letters)]
                for name in ("good", "partial"):
                    yield from _with_a_stranger(name, letter, stranger, step, meaning)
    yield from _with_answers_taken_out(languages, meaning)


def _with_answers_taken_out(languages: Sequence[str], meaning: SentenceModel | None) -> Iterator[Row]:
    """Yield the points of replies of which one answer is taken out, and of the long ones as they are."""
    for long, letter in marked_letters(languages):
        if long:
            yield from _marked(letter, "long", letter.reply, [False] * len(letter.points), meaning)
        for taken in range(len(letter.points)):
            name = f"{taken} {'long-omitted' if long else 'omitted'}"
            yield from _marked(letter, name, letter.without(taken), letter.left_open(taken), meaning)


def _marked(
    letter: Answered, name: str, reply: str, states: Sequence[bool | None], meaning: SentenceModel | None
) -> Iterator[Row]:
    """Yield the points of a marked reply, but those of whose answer a part is gone."""
    side, kind, points = side_of(letter, reply, meaning), name.split()[-1], points_of(letter)
    signs = signs_of_side(points, side)
    for place, (point, is_open) in enumerate(zip(points, states, strict=True)):
        if is_open is not None:
            forgets = kind if is_open else ""
            told_of, reply_name = told(place, point, side), f"{letter.name} {name}"
            yield Row(letter.name, reply_name, told_of, is_open, COUNTS[kind], forgets, place, signs)


def _with_a_stranger(
    name: str,
    letter: WrittenLetter,
    stranger: WrittenLetter,
    step: int,
    meaning: SentenceModel | None,
) -> Iterator[Row]:
    """Yield the points of a letter that also asks what another one asks, which its own reply does not answer."""
    asked = stranger.points[step % len(stranger.points)]
    begin = len(letter.text) + 2
    end = begin + len(asked.quote)
    points = _points(letter)
    points.append(PointToAnswer(len(points), asked.quote, begin, end, asked.quote, asked.kind))  # type: ignore[arg-type]
    reply = getattr(letter, name)
    side = _side(letter, points, reply.text, meaning, f"\n\n{asked.quote}")
    signs, reply_name = signs_of_side(points, side), f"{letter.name} {name} {step}"
    for place, (point, state) in enumerate(zip(points, [*reply.states, "unanswered"], strict=True)):
        forgets = "stranger" if place == len(points) - 1 else ""
        counts = COUNTS[forgets or "beside a stranger"]
        told_of = told(place, point, side)
        yield Row(letter.name, reply_name, told_of, state in OPEN, counts, forgets, place, signs)


def _rows(
    name: str,
    letter: WrittenLetter,
    reply: str,
    states: Sequence[str],
    meaning: SentenceModel | None,
) -> Iterator[Row]:
    points = _points(letter)
    side = _side(letter, points, reply, meaning)
    signs, reply_name = signs_of_side(points, side), f"{letter.name} {name}"
    for place, (point, state) in enumerate(zip(points, states, strict=True)):
        told_of = told(place, point, side)
        yield Row(letter.name, reply_name, told_of, state in OPEN, COUNTS[name], "", place, signs)


def _points(letter: WrittenLetter) -> list[PointToAnswer]:
    return [
        PointToAnswer(place, mark.quote, *letter.span(mark), mark.quote, mark.kind)  # type: ignore[arg-type]
        for place, mark in enumerate(letter.points)
    ]


def _side(
    letter: WrittenLetter,
    points: Sequence[PointToAnswer],
    reply: str,
    meaning: SentenceModel | None,
    more: str = "",
) -> Side:
    at = letter.sent_at.replace(tzinfo=UTC)
    read = Read.of(letter.text + more, points, reply, at, ("en", "fr"), meaning)
    return matching.side_of(points, read.letter_parts, read.letter_details, read.parts, read.near)


def _fitted(told_of: Numbers, rows: Sequence[Row], columns: Sequence[str], evenness: float) -> Numbers:
    """Return the weights of a logistic regression, the constant last. evenness: how strongly they are held small."""
    signs = np.array([1.0 if row.is_open else -1.0 for row in rows])
    counts = np.array([row.counts for row in rows])

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        odds = signs * (told_of @ weights[:-1] + weights[-1])
        slope = -signs * counts / (1 + np.exp(odds))
        whole = (counts * np.logaddexp(0, -odds)).sum() + 0.5 * evenness * (weights[:-1] ** 2).sum()
        return float(whole), np.append(told_of.T @ slope + evenness * weights[:-1], slope.sum())

    bounds: list[tuple[float | None, float | None]] = [
        (None, 0.0) if name in ONLY_AGAINST else (None, None) for name in columns
    ]
    bounds[columns.index("room")] = (LONG_IS_NO_ANSWER, LONG_IS_NO_ANSWER)
    bounds[columns.index("silent")] = (SILENCE_TELLS, None)
    start = np.zeros(len(columns) + 1)
    found = minimize(loss, start, jac=True, bounds=[*bounds, (None, None)], method="L-BFGS-B")
    return np.asarray(found.x)


def _tried(told_of: Numbers, rows: Sequence[Row], columns: Sequence[str], evenness: float) -> Numbers:
    """Return the log-odds of each row by a model that was taught without its letter.

    Which sentence answers which point is taught anew without it, too, and told to all rows of the fold.
    """
    pairs, claims = list(pairs_of_letters()), columns.index("claimed")
    numbers = {name: at for at, name in enumerate(dict.fromkeys(row.letter for row in rows))}
    fold = np.array([numbers[row.letter] * 7 % FOLDS for row in rows])
    odds = np.zeros(len(rows))
    for left_out in range(FOLDS):
        rest, own = np.flatnonzero(fold != left_out), fold == left_out
        names = {row.letter for row, is_own in zip(rows, own, strict=True) if is_own}
        anew = told_of.copy()
        anew[:, claims] = _claimed(rows, taught_without(pairs, names))
        model = _fitted(anew[rest], [rows[int(at)] for at in rest], columns, evenness)
        odds[own] = anew[own] @ model[:-1] + model[-1]
    return odds


def _claimed(rows: Sequence[Row], model: Weights) -> list[float]:
    """Return for each row how sure a model is that a sentence answers its point."""
    of_replies: dict[int, list[float]] = {}
    for row in rows:
        if id(row.signs) not in of_replies:
            of_replies[id(row.signs)] = odds_by(model, row.signs)
    return [of_replies[id(row.signs)][row.place] for row in rows]


@dataclass(frozen=True)
class Done:
    """How many open points a threshold finds among how many, and how many complete replies it doubts."""

    hits: int
    found: int
    wanted: int
    doubted: int
    complete: int

    def __str__(self) -> str:
        figures = f"precision {self.hits / self.found:.2f}, recall {self.hits / self.wanted:.2f}"
        return f"{figures}; complete replies flagged {self.doubted} of {self.complete}"


def _done(rows: Sequence[Row], odds: Numbers, threshold: float, replies: Sequence[str]) -> Done:
    """Return how a threshold does on the replies of some kinds, as they were written."""
    told = [
        (row, value >= threshold)
        for row, value in zip(rows, odds, strict=True)
        if row.reply.split()[-1] in replies
    ]
    incomplete = {row.reply for row, _ in told if row.is_open}
    complete = {row.reply for row, _ in told} - incomplete
    doubted = {row.reply for row, said in told if said} & complete
    hits = sum(row.is_open and said for row, said in told)
    found, wanted = sum(said for _, said in told), sum(row.is_open for row, _ in told)
    return Done(hits, found, wanted, len(doubted), len(complete))


def _least_threshold(rows: Sequence[Row], odds: Numbers) -> float:
    """Return the least threshold that keeps to LEAST_PRECISION and MOST_DOUBTED on letters left out in turn."""
    for threshold in np.arange(-2.0, 2.0, 0.01):
        done = _done(rows, odds, threshold, MEASURED)
        if done.hits >= LEAST_PRECISION * done.found and done.doubted <= MOST_DOUBTED * done.complete:
            return round(float(threshold), 2)
    raise SystemExit("No threshold keeps to both; the signs are too weak.")


def _seen(rows: Sequence[Row], odds: Numbers, threshold: float, name: str) -> str:
    """Say how many points of one kind are seen in a reply that forgets them."""
    seen = [value >= threshold for row, value in zip(rows, odds, strict=True) if row.forgets == name]
    return f"{sum(seen)} of {len(seen)}"


if __name__ == "__main__":
    main(*sys.argv[1:])
