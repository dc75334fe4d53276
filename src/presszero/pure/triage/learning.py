"""Learn from cases that people sorted. Needs scikit-learn; ten thousand messages take a few seconds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from presszero.pure.threads import one_thread
from presszero.pure.triage.beside import Beside, somebody_beside
from presszero.pure.triage.calibration import Calibration, Doubles, Outlook, calibrate
from presszero.pure.triage.counting import Counted, Frame, count
from presszero.pure.triage.errors import TooFewExamples
from presszero.pure.triage.features import look_at
from presszero.pure.triage.folds import choose_folds
from presszero.pure.triage.least import LEAST_MESSAGES, LEAST_OF_A_TOPIC, LEAST_TOPICS
from presszero.pure.triage.linear import Lines, solve
from presszero.pure.triage.past import keep_past
from presszero.pure.triage.sense import SentenceModel
from presszero.pure.triage.sensing import Sensed, Tried, learn_sense
from presszero.pure.triage.sorter import Sorter
from presszero.pure.triage.tongues import language_of, most_spoken

MANY = 2_000  # messages; below it every message is held out once, above it a fifth is enough
FOLDS = 5


@dataclass(frozen=True)
class Held:
    """What was said of messages that were held out, one each: their keys, right topics, said topics, and how surely."""

    keys: list[str]
    truth: list[str]
    said: list[str]
    chances: list[float]


@dataclass(frozen=True)
class Learned:
    """A model, and what its trials said of messages they had not seen."""

    sorter: Sorter
    held: Held


@dataclass(frozen=True)
class Examples:
    """Messages that people sorted, of topics that have enough of them. topics: a place in names, one a message.

    sensed: those a sentence model reads, None without one.
    """

    counted: Counted
    topics: npt.NDArray[np.intp]
    names: tuple[str, ...]
    keys: list[str]
    language: str
    sensed: Sensed | None


def learn(
    texts: Sequence[str],
    topics: Sequence[str],
    *,
    keys: Sequence[str] = (),
    seed: int = 0,
    meaning: SentenceModel | None = None,
) -> Sorter:
    """Return a model that sorts messages as these were sorted; see learn_and_try. Raises TooFewExamples."""
    return learn_and_try(texts, topics, keys=keys, seed=seed, meaning=meaning).sorter


def learn_and_try(
    texts: Sequence[str],
    topics: Sequence[str],
    *,
    keys: Sequence[str] = (),
    seed: int = 0,
    meaning: SentenceModel | None = None,
) -> Learned:
    """Return a model that sorts messages as these were sorted, and how it did on messages held out.

    texts, topics, keys: one each a message; keys name the messages among the nearest cases, their numbers if not given.
    seed: decides which messages are held out to calibrate on. The same input gives the same model.
    meaning: a sentence model that reads the messages of its language along.

    Topics with fewer than 3 messages are left out. Raises TooFewExamples below 20 messages or 2 topics.
    """
    with somebody_beside(len(texts)) as beside:
        examples = gather(texts, topics, keys, meaning)
        everything = np.arange(len(examples.topics))
        frame = examples.counted.frame(everything)
        rows = frame.weigh(everything)
        folds = choose_folds(rows, examples.topics, FOLDS, seed)
        turns = [turn for turn in range(FOLDS) if (folds == turn).any()]
        turns = turns[: FOLDS if len(everything) < MANY else 1]
        trials = [_try_out(examples, folds == turn, beside) for turn in turns]
        whole = Fitted(frame, rows, solve(rows, examples.topics))
        outlook = _joined([trial() for trial in trials])
    which = np.concatenate([np.flatnonzero(folds == turn) for turn in turns])
    truth = examples.topics[which]
    sensed = examples.sensed
    with one_thread():  # the same sums in the same order wherever it learns
        tried = learn_sense(sensed, folds, turns, outlook, which, truth, seed) if sensed else None
    sorter = _sorter(examples, whole, calibrate(outlook, truth), tried)
    return Learned(sorter, _held(examples, which, outlook, tried))


def _held(examples: Examples, which: npt.NDArray[np.intp], outlook: Outlook, tried: Tried | None) -> Held:
    """Return what was said of the messages held out: by meaning, too, where it was read."""
    truth = examples.topics[which]
    said, chances = _said(outlook, truth)
    if tried:
        said[tried.at], chances[tried.at] = _said(tried.outlook, truth[tried.at])
    return Held(
        [examples.keys[one] for one in which],
        [examples.names[one] for one in truth],
        [examples.names[one] for one in said],
        chances.tolist(),
    )


def _said(outlook: Outlook, truth: npt.NDArray[np.intp]) -> tuple[npt.NDArray[np.intp], Doubles]:
    """Each half of the held-out messages is calibrated on the other: nobody marks their own work."""
    chances = np.zeros(len(truth))
    for half in (0, 1):
        mine = np.arange(len(truth)) % 2 == half
        if mine.any() and not mine.all():
            learned = calibrate(outlook.rows(~mine), truth[~mine])
            chances[mine] = learned.probabilities(outlook.rows(mine)).max(1)
    return outlook.scores.argmax(axis=1), chances


def gather(
    texts: Sequence[str],
    topics: Sequence[str],
    keys: Sequence[str] = (),
    meaning: SentenceModel | None = None,
) -> Examples:
    """Return what can be learned from. Raises TooFewExamples."""
    counts = Counter(topics)
    names = tuple(sorted(topic for topic, times in counts.items() if times >= LEAST_OF_A_TOPIC))
    place = {name: at for at, name in enumerate(names)}
    kept = [at for at, topic in enumerate(topics) if topic in place]
    if len(names) < LEAST_TOPICS or len(kept) < LEAST_MESSAGES:
        raise TooFewExamples(
            f"There are {len(kept)} messages in {len(names)} topics that have {LEAST_OF_A_TOPIC} or more; it takes "
            f"{LEAST_MESSAGES} messages in {LEAST_TOPICS} topics. Sort more cases by hand first."
        )
    main = most_spoken([texts[at] for at in kept])
    spoken = [language_of(texts[at], main) for at in kept]
    right = np.array([place[topics[at]] for at in kept])
    return Examples(
        count([look_at(texts[at], language).features for at, language in zip(kept, spoken, strict=True)]),
        right,
        names,
        [keys[at] if keys else str(at) for at in kept],
        main,
        _sensed([texts[at] for at in kept], spoken, right, len(names), meaning),
    )


def _sensed(
    texts: Sequence[str],
    spoken: Sequence[str],
    topics: npt.NDArray[np.intp],
    names: int,
    meaning: SentenceModel | None,
) -> Sensed | None:
    if meaning is None:
        return None
    rows = np.array([at for at, language in enumerate(spoken) if language == meaning.language], np.intp)
    sensed = Sensed(
        meaning.hash,
        meaning.language,
        meaning.vectors([texts[at] for at in rows]).astype(np.float16).astype(np.float32),
        topics[rows],
        rows,
        names,
    )
    return sensed if sensed.is_enough else None


@dataclass(frozen=True)
class Fitted:
    """The linear model of some messages, and their rows."""

    frame: Frame
    rows: sparse.csr_matrix
    lines: Lines


def _try_out(examples: Examples, held: npt.NDArray[np.bool_], beside: Beside) -> Callable[[], Outlook]:
    """Begin to find what the scores of held-out messages look like to a model that never saw them; return what waits."""
    learned, which = np.flatnonzero(~held), np.flatnonzero(held)
    frame = examples.counted.frame(learned)
    unknown = frame.unknown_share(which)
    foreseen = beside.foresee(frame.weigh(learned), examples.topics[learned], frame.weigh(which))

    def waited() -> Outlook:
        found = foreseen()
        return Outlook(found.scores, unknown, found.nearest)

    return waited


def _joined(outlooks: Sequence[Outlook]) -> Outlook:
    return Outlook(
        np.concatenate([one.scores for one in outlooks]),
        np.concatenate([one.unknown for one in outlooks]),
        np.concatenate([one.nearest for one in outlooks]),
    )


def _sorter(examples: Examples, whole: Fitted, calibration: Calibration, tried: Tried | None) -> Sorter:
    return Sorter(
        topics=examples.names,
        language=examples.language,
        vocabulary=whole.frame.vocabulary(),
        weights=whole.lines.weights.astype(np.float16),
        bias=whole.lines.bias,
        past=keep_past(whole.rows, examples.topics.tolist(), examples.keys),
        calibration=calibration,
        sense=tried.sense if tried else None,
    )
