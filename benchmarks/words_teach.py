"""Teach the small models of words their weights, and say how well they do on what they were not taught.

    ./dev bench words_teach [promise|urgency|urgency-kinds|lived|points|point-kinds, all when not given]

They learn from the tuned half of the sets and from tests/corpora/words/practice, never from the locked half, and
are written to src/presszero/pure/words/weights, with a card. Neighbouring rows are left out together when a model is
tried, because an urgent message and its calm twin stand next to each other.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import chain
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from tests.corpora.agreement import SecondMarks, second_letters
from tests.corpora.letters import (
    WORDS,
    WrittenLetter,
    practice,
    practice_letters,
    practice_passages,
    table,
    told_letters,
    urgent_letters,
    written_letters,
)

from benchmarks.words import Tally, pairs
from presszero.pure.words import pointing
from presszero.pure.words.asking import points_in
from presszero.pure.words.cutting import quotation
from presszero.pure.words.due import due_of
from presszero.pure.words.lived import clauses_in, runs
from presszero.pure.words.normal import level
from presszero.pure.words.promising import told as told_of_promise
from presszero.pure.words.reading import cues_for, message_of
from presszero.pure.words.sentence_asks import Found
from presszero.pure.words.splitting import sentences
from presszero.pure.words.telling import Clause
from presszero.pure.words.telling import told as told_of_lived
from presszero.pure.words.urgency import UrgencyKind, said_in
from presszero.pure.words.urgency import told as told_of_urgency
from presszero.pure.words.weighing import WEIGHTS

FOLDS = 8
SMALLEST = 0.02
"""A weight nearer to nothing than this is left out of the file."""

Told = Mapping[str, float]
Rows = NDArray[np.int_]


@dataclass(frozen=True)
class Lesson:
    """What a model is taught.

    told: what each row tells it. yes: the right answers. tuned: so many rows, from the first, are of the tuned half.
    counts: how much each row counts, 1 for a whole one.
    """

    told: Sequence[Told]
    yes: NDArray[np.bool_]
    tuned: int
    counts: NDArray[np.float64]


def main(*names: str) -> None:
    for name in names or tuple(MODELS):
        print(MODELS[name]())


def _promise() -> str:
    tuned = table("promises", "tuned")
    rows = [*tuned, *practice("promises"), *_of_forms()]
    yes = np.array([row["promise"] == "yes" for row in rows])
    lesson = Lesson([_told_by(row) for row in rows], yes, len(tuned), np.ones(len(rows)))
    return _teach("promise", lesson, strength=1.0)


def _of_forms() -> Iterator[dict[str, str]]:
    """Yield the sentences of the form replies in the tuned half: they promise nothing, whatever they sound like."""
    for language in ("en", "fr"):
        for letter in written_letters("tuned", language):
            text = letter.form.text
            for part in sentences(text)[1:]:
                sentence = text[part.start : part.end]
                yield {
                    "language": language,
                    "written_on": f"{letter.sent_at:%Y-%m-%d}",
                    "promise": "no",
                    "sentence": sentence,
                }


def _told_by(row: Mapping[str, str]) -> Told:
    at = datetime.fromisoformat(row["written_on"]).replace(hour=10, tzinfo=UTC)
    plain = level(row["sentence"])
    due, _ = due_of(plain, at)
    return told_of_promise(plain, due is not None and due > at, row["language"])


def _urgency() -> str:
    tuned = table("urgency", "tuned")
    rows = [*tuned, *practice("urgency")]
    told = [told_of_urgency(level(row["message"]), row["language"]) for row in rows]
    calm = list(_calm_sentences())
    told += calm
    yes = [row["urgent"] != "no" for row in rows] + [False] * len(calm)
    counts = [1.0] * len(rows) + [CALM_COUNTS] * len(calm)
    for said, kind in _sentences_of_letters():
        told.append(said)
        yes.append(kind != "no")
        counts.append(URGENT_COUNTS if kind != "no" else BESIDE_COUNTS)
    lesson = Lesson(told, np.array(yes), len(tuned), np.array(counts))
    return _teach("urgency", lesson, strength=0.3, least_recall=FOUND)


def _urgency_kinds() -> str:
    """What kind an urgent sentence is: one model for each, against the other kinds."""
    tuned = [row for row in table("urgency", "tuned") if row["urgent"] != "no"]
    rows = [*tuned, *(row for row in practice("urgency") if row["urgent"] != "no")]
    told = [told_of_urgency(level(row["message"]), row["language"]) for row in rows]
    kinds = [row["urgent"] for row in rows]
    for said, kind in _sentences_of_letters():
        if kind != "no":
            told.append(said)
            kinds.append(kind)
    lines = []
    for kind in get_args(UrgencyKind):
        yes = np.array([each == kind for each in kinds])
        counts = np.where(yes, len(yes) / (2 * yes.sum()), len(yes) / (2 * (~yes).sum()))
        lines.append(_teach(f"urgency-{kind}", Lesson(told, yes, len(tuned), counts), strength=0.3))
    return "\n".join(lines)


FOUND = 0.975
"""Share of the urgent messages of the tuned half that a worry must find, when that half is left out in turn."""


def _sentences_of_letters() -> Iterator[tuple[Told, str]]:
    """Yield what each sentence of practice/urgent.*.txt tells, and the kind of what cannot wait in it, or "no"."""
    for language in ("en", "fr"):
        for letter in urgent_letters(language):
            plain = level(letter.text)
            start = letter.text.find(letter.quote) if letter.quote else -1
            for part in said_in(letter.text):
                meets = part.start < start + len(letter.quote) and start < part.end
                yield (
                    told_of_urgency(plain[part.start : part.end], language),
                    letter.kind if meets and letter.quote else "no",
                )


CANNOT_WAIT = frozenset(
    [
        "en-a-008",
        "en-a-020",
        "en-c-005",
        "en-c-043",
        "en-c-056",
        "en-c-068",
        "fr-c-016",
        "fr-c-023",
        "fr-c-027",
    ]
)
"""Letters of the tuned half in which something cannot wait; what the others hold is calm."""
CALM_COUNTS = 0.15
"""A sentence of a letter counts less than a message: nobody marked them one by one."""
URGENT_COUNTS = 2.0
"""What cannot wait in a letter counts more than a message that is nothing else: it is told more quietly."""
BESIDE_COUNTS = 0.6
"""The same of the sentences beside one that cannot wait, and of letters marked calm as a whole."""


def _calm_sentences() -> Iterator[Told]:
    for language in ("en", "fr"):
        letters = (written_letters("tuned", language), practice_letters(language), told_letters(language))
        for letter in chain.from_iterable(letters):
            if letter.name not in CANNOT_WAIT:
                for part in sentences(letter.text, quotation(letter.text)):
                    yield told_of_urgency(level(letter.text[part.start : part.end]), language)


SECOND_COUNTS = 0.7
"""How much the second reader's marks count beside the first's, which are what is measured."""


@dataclass(frozen=True)
class _Passage:
    """A letter or passage to learn from: what each clause tells, and by whom it was marked, with how much that counts."""

    clauses: Sequence[Clause]
    told: Sequence[Told]
    marked: Sequence[tuple[Sequence[tuple[int, int]], float]]


def _lived() -> str:
    """Teach what a clause looks like that tells what somebody went through; a letter is left out as a whole."""
    tuned = [letter for language in ("en", "fr") for letter in written_letters("tuned", language)]
    fresh = [letter for language in ("en", "fr") for letter in practice_letters(language)]
    letters = [*tuned, *fresh]
    passages = [*map(_passage, letters), *_practice_passages()]
    fold = np.arange(len(passages)) * 7 % FOLDS
    odds: dict[int, NDArray[np.float64]] = {}
    for left_out in range(FOLDS):
        names, model = _of_passages([p for p, f in zip(passages, fold, strict=True) if f != left_out])
        for at in np.flatnonzero(fold[: len(letters)] == left_out):
            told = passages[int(at)].told
            odds[int(at)] = model.decision_function(names.transform(told)) if told else np.zeros(0)
    threshold = max(
        np.arange(-2.0, 1.0, 0.1), key=lambda least: _f1(letters, passages, odds, float(least))[0]
    )
    first, second = [at for at in odds if at < len(tuned)], [at for at in odds if at >= len(tuned)]
    names, model = _of_passages(passages)
    card = {
        "taught": f"{len(tuned)} letters of the tuned half, marked by two readers, {len(fresh)} letters and {len(passages) - len(letters)} passages for practice",
        "tuned half, left out in turn": _f1(letters, passages, odds, float(threshold), first)[1],
        "letters for practice, left out in turn": _f1(letters, passages, odds, float(threshold), second)[1],
    }
    return _write("lived", names, model, float(threshold), card)


def _passage(letter: WrittenLetter) -> _Passage:
    plain = level(letter.text)
    clauses = clauses_in(
        plain, message_of(letter.text, sentences(letter.text, quotation(letter.text))), letter.language
    )
    second = _seconds(letter.language).get(letter.name)
    marked = [([letter.span(mark) for mark in letter.experience], 1.0)]
    if second:
        marked.append(([letter.span(mark) for mark in second.experience], SECOND_COUNTS))
    return _Passage(clauses, told_of_lived(clauses, plain), marked)


@cache
def _seconds(language: str) -> dict[str, SecondMarks]:
    return second_letters(WORDS / "letters" / "tuned" / f"{language}.second.txt")


def _practice_passages() -> Iterator[_Passage]:
    for language, text, spans in practice_passages():
        plain = level(text)
        clauses = clauses_in(plain, sentences(text), language)
        told = told_of_lived(clauses, plain)
        yield _Passage(clauses, told, [(spans, 1.0)])


@dataclass(frozen=True)
class _Told:
    """A letter as the model of points sees it: what each clause tells, what rules found, and what was marked.

    fresh: no rule was written for it.
    """

    letter: WrittenLetter
    fresh: bool
    plain: str
    found: Sequence[Found]
    passage: _Passage


def _points() -> str:
    """Teach what a clause looks like that deserves an answer; a letter is left out as a whole.

    The threshold is chosen by letters for which no rule was written: on the others rules find what they were written for.
    It is the least one by which LEAST_RIGHT of the points found are right, by rules and model together.
    """
    letters = list(_told_letters())
    passages = [each.passage for each in letters]
    odds: dict[int, NDArray[np.float64]] = {}
    for left_out in range(FOLDS):
        own = [at for at in range(len(letters)) if at * 7 % FOLDS == left_out]
        rest = [passage for at, passage in enumerate(passages) if at not in own]
        names, model = _of_passages(rest, POINTS_STRENGTH)
        for at in own:
            told = passages[at].told
            odds[at] = model.decision_function(names.transform(told)) if told else np.zeros(0)
    least = np.arange(-1.5, 0.5, 0.05)
    fresh = [at for at, each in enumerate(letters) if each.fresh]
    tallies = [_points_tally(letters, odds, float(each), fresh) for each in least]
    threshold = float(
        least[next(at for at, each in enumerate(tallies) if each.hits >= LEAST_RIGHT * each.found)]
    )
    card = {
        "taught": f"{len(letters)} letters, {len(fresh)} of which no rule was written for",
        "those, left out in turn": str(_points_tally(letters, odds, threshold, fresh)),
        "those, by rules alone": str(_points_tally(letters, odds, float("inf"), fresh)),
    }
    names, model = _of_passages(passages, POINTS_STRENGTH)
    return _write("points", names, model, threshold, card)


def _point_kinds() -> str:
    """Teach which points ask for something, beside the model of points."""
    rows = [row for letter in _told_letters() for row in _asking(letter)]
    lesson = Lesson([row for row, _ in rows], np.array([yes for _, yes in rows]), 0, np.ones(len(rows)))
    tried = _tried(lesson, POINTS_STRENGTH)
    names, model = _fitted(lesson, np.arange(len(rows)), POINTS_STRENGTH)
    card = {
        "taught": f"{len(rows)} clauses of points",
        "left out in turn": _told_well(tried, lesson.yes, ASKS_FROM),
    }
    return _write("points-asks", names, model, ASKS_FROM, card)


POINTS_STRENGTH = 0.1
ASKS_FROM = 0.25
"""A doubtful one is rather a complaint: "they should be ashamed" asks for nothing."""
LEAST_RIGHT = 0.7
"""F1 is as good from .64 to .73: a point too many makes an agent mark what nobody asked, and a point too few is one that nobody is held to."""


def _told_letters() -> Iterator[_Told]:
    for language in ("en", "fr"):
        for letter in written_letters("tuned", language):
            second = _seconds(language).get(letter.name)
            marks = [([letter.span(mark) for mark in second.points], SECOND_COUNTS)] if second else []
            yield _told_letter(letter, False, marks)
        for letter in (*practice_letters(language), *told_letters(language)):
            yield _told_letter(letter, True, [])


def _told_letter(
    letter: WrittenLetter, fresh: bool, marks: Sequence[tuple[Sequence[tuple[int, int]], float]]
) -> _Told:
    plain, parts = level(letter.text), message_of(letter.text, sentences(letter.text, quotation(letter.text)))
    found = points_in(letter.text, parts, cues_for(letter.language, ("en", "fr")))
    clauses = pointing.clauses_of_letter(plain, parts, letter.language)
    marked = [([letter.span(mark) for mark in letter.points], 1.0), *marks]
    told = pointing.told(clauses, plain, found, letter.language)
    return _Told(letter, fresh, plain, found, _Passage(clauses, told, marked))


def _asking(told: _Told) -> Iterator[tuple[Told, bool]]:
    """Yield what each clause of a marked point tells, and whether the point asks for something."""
    for mark in told.letter.points:
        span = told.letter.span(mark)
        for clause, row in zip(told.passage.clauses, told.passage.told, strict=True):
            if _shared(clause, span) > 0.3:
                yield row, mark.kind in pointing.ASKING


def _points_tally(
    letters: Sequence[_Told], odds: Mapping[int, NDArray[np.float64]], least: float, which: Sequence[int]
) -> Tally:
    """Return what is found of the points of some letters, as benchmarks/words.py counts it, for a threshold."""
    tally = Tally()
    for at in which:
        each = letters[at]
        cues = cues_for(each.letter.language, ("en", "fr"))
        places = [(found.start, found.end) for found in each.found]
        more = pointing.stretches(each.passage.clauses, list(odds[at]), least, each.plain, each.found, cues)
        places += [(start, end) for _, start, end in more]
        wanted = each.passage.marked[0][0]
        tally.add(pairs(places, wanted), len(places), len(wanted))
    return tally


def _of_passages(
    passages: Sequence[_Passage], strength: float = 0.5
) -> tuple[DictVectorizer, LogisticRegression]:
    rows = [
        (told, any(_shared(clause, span) > 0.3 for span in spans), counts)
        for passage in passages
        for spans, counts in passage.marked
        for clause, told in zip(passage.clauses, passage.told, strict=True)
    ]
    told, yes, counts = zip(*rows, strict=True)
    lesson = Lesson(told, np.array(yes), 0, np.array(counts))
    return _fitted(lesson, np.arange(len(rows)), strength)


def _shared(clause: Clause, span: tuple[int, int]) -> float:
    """Return how much of the shorter of both the two share."""
    shared = min(clause.span.end, span[1]) - max(clause.span.start, span[0])
    return max(0, shared) / min(clause.span.end - clause.span.start, span[1] - span[0])


def _f1(
    letters: Sequence[WrittenLetter],
    passages: Sequence[_Passage],
    odds: Mapping[int, NDArray[np.float64]],
    least: float,
    which: Sequence[int] | None = None,
) -> tuple[float, str]:
    """Return F1 as benchmarks/words.py takes it, for a threshold and some letters, and in words with precision and recall."""
    tally = Tally()
    for at in range(len(letters)) if which is None else which:
        found = runs(passages[at].clauses, list(odds[at]), least)
        wanted = [letters[at].span(mark) for mark in letters[at].experience]
        places = [(run[0].span.start, run[-1].span.end) for run in found]
        tally.add(pairs(places, wanted), len(places), len(wanted))
    return 2 * tally.hits / max(1, tally.found + tally.wanted), str(tally)


def _teach(name: str, lesson: Lesson, strength: float, least_recall: float | None = None) -> str:
    """Write a model whose threshold lets it find least_recall of the tuned half, when that half is left out in turn.

    Without least_recall the threshold has the best F1 over all rows: three rows of the tuned half alone would move it far.
    """
    tried = _tried(lesson, strength)
    if least_recall is None:
        threshold = _best_threshold(tried, lesson.yes)
    else:
        threshold = _threshold(tried[: lesson.tuned], lesson.yes[: lesson.tuned], least_recall)
    card = {
        "taught": f"{len(lesson.yes)} rows, {int(lesson.yes.sum())} of them yes; {lesson.tuned} of the tuned half, the rest practice",
        "tuned half, left out in turn": _told_well(
            tried[: lesson.tuned], lesson.yes[: lesson.tuned], threshold
        ),
        "practice, left out in turn": _told_well(
            tried[lesson.tuned :], lesson.yes[lesson.tuned :], threshold
        ),
    }
    names, model = _fitted(lesson, np.arange(len(lesson.yes)), strength)
    return _write(name, names, model, threshold, card)


def _write(
    name: str, names: DictVectorizer, model: LogisticRegression, threshold: float, card: Mapping[str, str]
) -> str:
    """Write a model without the weights that are next to nothing, and say how well it does."""
    found = zip(names.get_feature_names_out(), model.coef_[0], strict=True)
    kept = {key: round(float(weight), 3) for key, weight in sorted(found) if abs(weight) >= SMALLEST}
    bias = round(float(model.intercept_[0]), 3)
    write(name, {"bias": bias, "threshold": round(threshold, 3), "card": dict(card), "weights": kept})
    return f"{name}: {len(kept)} weights; {dict(card)}"


def write(name: str, model: dict[str, Any]) -> None:
    """Write a model with an id that holds the hash of all the rest of it."""
    digest = hashlib.sha256(json.dumps(model, sort_keys=True).encode()).hexdigest()
    text = json.dumps({"id": f"{name}-{digest[:12]}", **model}, ensure_ascii=False, indent=0)
    (WEIGHTS / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def _fitted(lesson: Lesson, rows: Rows, strength: float) -> tuple[DictVectorizer, LogisticRegression]:
    names = DictVectorizer()
    model = LogisticRegression(C=strength, max_iter=3000)
    told = names.fit_transform([lesson.told[int(at)] for at in rows])
    return names, model.fit(told, lesson.yes[rows], sample_weight=lesson.counts[rows])


def _tried(lesson: Lesson, strength: float) -> NDArray[np.float64]:
    """Return the log-odds of each row by a model that was taught without it and its neighbours."""
    count, tuned = len(lesson.yes), lesson.tuned
    fold = np.concatenate(
        [np.arange(tuned) * FOLDS // max(1, tuned), np.arange(count - tuned) * FOLDS // max(1, count - tuned)]
    )
    odds = np.zeros(count)
    for left_out in range(FOLDS):
        rest, own = np.flatnonzero(fold != left_out), np.flatnonzero(fold == left_out)
        names, model = _fitted(lesson, rest, strength)
        odds[own] = model.decision_function(names.transform([lesson.told[int(at)] for at in own]))
    return odds


def _threshold(odds: NDArray[np.float64], yes: NDArray[np.bool_], least_recall: float) -> float:
    """Return a little less than the odds at which so many of the right ones are found."""
    wanted = np.sort(odds[yes])
    return float(wanted[int((1 - least_recall) * len(wanted))]) - 0.05


FLAT = 0.002
"""F1 that differs by less is the same: rows are few, and a promise too many is told to an agent who did not make one."""


def _best_threshold(odds: NDArray[np.float64], yes: NDArray[np.bool_]) -> float:
    """Return the highest threshold whose F1 is as good as the best one, but for chance."""
    least = np.arange(-2.0, 1.0, 0.05)
    f1 = np.array([2 * ((odds >= each) & yes).sum() / ((odds >= each).sum() + yes.sum()) for each in least])
    return float(least[np.flatnonzero(f1 >= f1.max() - FLAT)[-1]])


def _told_well(odds: NDArray[np.float64], yes: NDArray[np.bool_], threshold: float) -> str:
    said = odds >= threshold
    hits = int((said & yes).sum())
    return f"precision {hits / max(1, int(said.sum())):.2f}, recall {hits / max(1, int(yes.sum())):.2f}, {int(yes.sum())} yes of {len(yes)}"


MODELS = {
    "promise": _promise,
    "urgency": _urgency,
    "urgency-kinds": _urgency_kinds,
    "lived": _lived,
    "points": _points,
    "point-kinds": _point_kinds,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
