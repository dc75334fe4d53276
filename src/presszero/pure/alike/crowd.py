"""One crowd: messages about one matter that came together, who belongs to it, and when it is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from presszero.pure.alike.bounds import BY_WORDS
from presszero.pure.alike.rows import Floats
from presszero.pure.alike.surprise import Surprise

RULE = "crowds-2"  # grows whenever the same messages may score otherwise
QUIET = timedelta(hours=6)  # after which a crowd to which nobody came is over
LAST, LULL = (
    8,
    2.0,
)  # it is over, too, once its last ones came no faster than this many times what chance brings
SETTLED = 60  # messages that make a crowd: it drifts no further
STRANGERS = 0.99  # share of the other messages that would not belong, where the bounds leave room
RARE, RARE_MESSAGES = 0.5, 200  # a stranger who would belong, though none was seen yet


@dataclass
class Crowd:
    """Messages about one matter that came together.

    keys: of its messages, in the order they came; seen_with: how many there were when it was seen, among the last
    within messages; usual_share: of messages that were like them before, 0 to 1. words: what sets them apart. score:
    how surprising it was, in nats, by rule: its name and version, and the sentence model's where one read along.
    """

    began_at: datetime
    seen_at: datetime
    score: float
    seen_with: int
    within: int
    usual_share: float
    words: tuple[str, ...] = ()
    rule: str = RULE
    keys: list[str] = field(default_factory=list)
    last_at: datetime = field(init=False)
    sum: Floats = field(init=False, repr=False, default_factory=lambda: np.zeros(1, np.float32))
    length: float = field(init=False, repr=False, default=1.0)
    joins_from: float = field(init=False, repr=False, default=BY_WORDS.joins[1])
    _strangers: float = field(init=False, repr=False, default=1 - STRANGERS)
    _came: list[int] = field(init=False, repr=False, default_factory=list)

    @classmethod
    def seen(
        cls,
        began_at: datetime,
        at: datetime,
        surprise: Surprise,
        members: int,
        words: tuple[str, ...],
        rule: str = RULE,
    ) -> Crowd:
        """Return a crowd as it is when it is seen, without its messages."""
        return cls(began_at, at, surprise.nats, members, surprise.window, surprise.usual_share, words, rule)

    @property
    def is_settled(self) -> bool:
        """Whether it has so many messages that further ones do not change what it is about."""
        return len(self.keys) >= SETTLED

    def take(self, whole: Floats) -> None:
        """Set the sum of its rows, and its length with it."""
        self.sum, self.length = whole, float(np.sqrt(whole @ whole)) or 1.0

    def came(self, keys: Sequence[str], numbers: Sequence[int], at: datetime) -> None:
        """Add messages. numbers: which ones they were of all that ever came. at: of the last."""
        self.keys += keys
        self._came = [*self._came, *numbers][-LAST:]
        self.last_at = at

    def set_bound(self, before: Floats, joins: tuple[float, float]) -> None:
        """Say from which likeness on a message belongs: what hardly any has, and one between these bounds.

        before: the likeness of those before it.
        """
        if not len(before):
            return
        self.joins_from = float(np.clip(np.quantile(before, STRANGERS), *joins))
        self._strangers = (float((before > self.joins_from).sum()) + RARE) / (len(before) + RARE_MESSAGES)

    def is_over(self, at: datetime, number: int) -> bool:
        """Whether nobody came lately, or no more than come by chance. number: of all that ever came, the newest."""
        by_chance = self._strangers * (number - self._came[0])
        return at - self.last_at >= QUIET or len(self._came) <= LULL * by_chance

    def as_json(self) -> dict[str, Any]:
        """Return all but the sum, ready for JSON."""
        return {
            "began_at": self.began_at.isoformat(),
            "seen_at": self.seen_at.isoformat(),
            "keys": self.keys,
            "words": list(self.words),
            "score": round(self.score, 3),
            "seen_with": self.seen_with,
            "within": self.within,
            "usual_share": round(self.usual_share, 6),
            "rule": self.rule,
        }
