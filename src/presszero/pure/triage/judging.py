"""Whether a new model may take the place of what sorts now, and the card that says how well it sorts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from presszero.pure.triage.learning import Learned
from presszero.pure.triage.measuring import calibration_error, macro_f1, places

ROUNDS = 2_000
NOISE = 0.05  # a difference must hold in all but this share of the drawn samples
FEWEST_COMPARED = 30


@dataclass(frozen=True)
class TopicCard:
    """One topic of a model: how many messages it learned from, and the share of held-out ones it found."""

    topic: str
    messages: int
    held_out: int
    recall: float | None


@dataclass(frozen=True)
class Judgement:
    """The new model beside what sorts now, on the same messages, which neither of them learned from.

    better_by: difference of accuracies; at_least: what it is in all but 5 % of samples drawn with replacement.
    """

    compared: int
    new_accuracy: float
    old_accuracy: float
    better_by: float
    at_least: float

    @property
    def is_better(self) -> bool:
        """Better beyond noise, on enough messages to say so."""
        return self.compared >= FEWEST_COMPARED and self.at_least > 0

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"is_better": self.is_better}


def card(learned: Learned) -> dict[str, Any]:
    """Return a model's card: counts, and figures on messages held out while it was tried."""
    sorter, held = learned.sorter, learned.held
    truth, said = places(held.truth, sorter.topics), places(held.said, sorter.topics)
    counts = Counter(sorter.topics[topic] for topic in sorter.past.topics.tolist())
    topics = []
    for place, topic in enumerate(sorter.topics):
        theirs = truth == place
        recall = round(float((said[theirs] == place).mean()), 4) if theirs.any() else None
        topics.append(asdict(TopicCard(topic, counts[topic], int(theirs.sum()), recall)))
    return {
        "messages": len(sorter.past.keys),
        "held_out": len(truth),
        "accuracy": round(float((said == truth).mean()), 4),
        "macro_f1": round(macro_f1(said, truth), 4),
        "ece": round(calibration_error(np.array(held.chances), said == truth), 4),
        "language": sorter.language,
        "meaning": sorter.sense.model if sorter.sense else "",
        "topics": topics,
    }


def judge(new_right: Sequence[bool], old_right: Sequence[bool], *, seed: int = 0) -> Judgement:
    """Compare two models message by message, by a paired bootstrap.

    new_right, old_right: whether each sorted a message rightly, in one order.

    >>> judge([True] * 60, [True] * 30 + [False] * 30).is_better
    True
    >>> judge([True] * 60, [True] * 59 + [False]).is_better
    False
    """
    new, old = np.array(new_right, float), np.array(old_right, float)
    if not len(new):
        return Judgement(0, 0.0, 0.0, 0.0, 0.0)
    gains = new - old
    drawn = np.random.default_rng(seed).integers(0, len(gains), (ROUNDS, len(gains)))
    at_least = float(np.quantile(gains[drawn].mean(axis=1), NOISE))
    return Judgement(
        len(gains),
        round(float(new.mean()), 4),
        round(float(old.mean()), 4),
        round(float(gains.mean()), 4),
        round(at_least, 4),
    )
