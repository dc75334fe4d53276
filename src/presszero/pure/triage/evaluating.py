"""How well an organisation's own mail would be sorted: learn from one table, judge on others."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

from presszero.pure.triage.keeping import hash_of, to_bytes
from presszero.pure.triage.learning import learn
from presszero.pure.triage.measuring import Figures, figures, places
from presszero.pure.triage.sense import SentenceModel
from presszero.pure.triage.sorter import ACCEPTED_SHARE, Sorter
from presszero.pure.triage.tables import Table


@dataclass(frozen=True)
class Evaluation:
    """What a model did that learned from one table alone.

    left_out: topics with too few messages to learn, with how many. strange: messages of the test table whose topic
    was not learned; each counts as wrong. meaning: the hash of the sentence model that read along, "" where none did.
    """

    figures: Figures
    train_messages: int
    test_messages: int
    oos_messages: int
    topics: int
    left_out: dict[str, int]
    strange: int
    train_seconds: float
    model: str
    meaning: str = ""

    def as_json(self) -> dict[str, Any]:
        return self.figures.as_json() | {
            "train_messages": self.train_messages,
            "test_messages": self.test_messages,
            "oos_messages": self.oos_messages,
            "topics": self.topics,
            "left_out_topics": self.left_out,
            "test_messages_of_unknown_topics": self.strange,
            "train_seconds": round(self.train_seconds, 2),
            "model": self.model,
            "meaning": self.meaning or None,
        }


def evaluate(
    train: Table, test: Table, oos: Table | None = None, *, meaning: SentenceModel | None = None
) -> Evaluation:
    """Learn from one table, thresholds from a part of it, and judge on the others. Raises TooFewExamples."""
    began = time.perf_counter()
    sorter = learn(train.texts, train.labels, meaning=meaning).reading_with(meaning)
    seconds = time.perf_counter() - began
    chances, typical = sorter.chances(test.texts)
    truth = places(test.labels, sorter.topics)
    outside = sorter.chances(oos.texts)[1] if oos else None
    return Evaluation(
        figures=figures(chances, truth, typical, outside, ACCEPTED_SHARE),
        train_messages=len(sorter.past.keys),
        test_messages=len(test.texts),
        oos_messages=len(oos.texts) if oos else 0,
        topics=len(sorter.topics),
        left_out=_left_out(train, sorter),
        strange=int((truth < 0).sum()),
        train_seconds=seconds,
        model=hash_of(to_bytes(sorter)),
        meaning=sorter.sense.model if sorter.sense else "",
    )


def _left_out(train: Table, sorter: Sorter) -> dict[str, int]:
    counts = Counter(train.labels)
    return {topic: counts[topic] for topic in sorted(set(counts) - set(sorter.topics))}
