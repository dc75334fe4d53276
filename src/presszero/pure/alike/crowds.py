"""Many people with one matter at once: the crowd after the fireworks is seen before anybody counts it.

Each new message is laid beside those just before it and those of the days before. When more of the newest are like it
than the days before let expect, they are taken together, everybody is laid beside all of them, and it is counted
again. How many of the newest are looked at is tried from a handful up to hundreds, so that ten letters within
ten minutes are seen as well as fifteen within an evening.

Source: docs/sources.md#scan-statistic
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from presszero.pure.alike.memory import Memory
from presszero.pure.alike.naming import telling_words
from presszero.pure.alike.rows import COLUMNS, Floats

RULE = "crowds-1"  # grows whenever the same messages may score otherwise
MEMORY = timedelta(days=7)
NEWEST, WITHIN = 400, timedelta(hours=24)  # so many messages at most, and no older ones, can be of a crowd
QUIET = timedelta(hours=6)  # after which a crowd to which nobody came is over
SURPRISE = 10.0  # in nats: how much likelier many messages are when something happened than when nothing did
FIRST_SURPRISE = 3.0
FEWEST = 2.5  # messages like it, counted by how like they are
MEMBERS = 3
BEGIN_WITH = 10  # of the messages most like a new one
PRIOR, PRIOR_MESSAGES = 0.5, 200  # what was never written about comes half a time in two hundred
LIKE = (0.12, 0.32)  # likeness of two messages from which on they count as one matter in part, and whole
LIKE_ALL = (0.25, 0.45)  # the same for a message and all of a crowd
JOINS = (0.18, 0.32)  # bounds of the likeness from which a new message belongs to a crowd that is there
STRANGERS = 0.99  # share of the other messages that would not belong, where the bounds leave room
ONE_CROWD = 0.35  # likeness of two crowds from which on they are one
LEAST_KNOWN = 100  # messages; before that everything is new
WINDOWS = np.unique(np.round(4 * 1.3 ** np.arange(18)).astype(int))
AT_ONCE = 250


@dataclass(frozen=True)
class Message:
    """Something somebody wrote. key: by which it is known outside; messages come in the order of at."""

    key: str
    text: str
    at: datetime


@dataclass
class Crowd:
    """Messages about one matter that came together.

    keys: of its messages, in the order they came; seen_with: how many there were when it was seen; words: what sets
    them apart. score: how surprising it was, in nats.
    """

    began_at: datetime
    seen_at: datetime
    keys: list[str]
    score: float
    seen_with: int = 0
    words: tuple[str, ...] = ()
    last_at: datetime = field(init=False)
    sum: Floats = field(init=False, repr=False)
    length: float = field(init=False, repr=False)
    joins_from: float = field(init=False, repr=False)

    def take(self, whole: Floats) -> None:
        """Set the sum of its rows, and its length with it."""
        self.sum, self.length = whole, float(np.sqrt(whole @ whole)) or 1.0

    def as_json(self) -> dict[str, Any]:
        """Return all but the sum, ready for JSON."""
        return {
            "began_at": self.began_at.isoformat(),
            "seen_at": self.seen_at.isoformat(),
            "keys": self.keys,
            "words": list(self.words),
            "score": round(self.score, 3),
            "rule": RULE,
        }


class Watch:
    """Looks at messages as they come and keeps those of MEMORY. surprise: from which on a crowd is told."""

    def __init__(self, surprise: float = SURPRISE) -> None:
        self.surprise = surprise
        self.crowds: list[Crowd] = []
        self.messages: list[Message] = []
        self._memory = Memory()
        self._at = np.zeros(0)
        self._crowd_of = np.zeros(0, int)

    def see(self, messages: Sequence[Message]) -> list[Crowd]:
        """Look at new messages; return the crowds that are new or have grown by them, in the order they were seen."""
        touched: dict[int, Crowd] = {}
        for begin in range(0, len(messages), AT_ONCE):
            part = messages[begin : begin + AT_ONCE]
            self._keep(part)
            first = len(self.messages) - len(part)
            like = _share(self._memory.like(np.arange(first, len(self.messages))), LIKE)
            for place in range(first, len(self.messages)):
                if (number := self._look(place, like[place - first, :place])) >= 0:
                    touched[number] = self.crowds[number]
        return [touched[number] for number in sorted(touched)]

    def _keep(self, part: Sequence[Message]) -> None:
        self.messages += part
        self._memory.keep([message.text for message in part])
        self._at = np.append(self._at, [message.at.timestamp() for message in part])
        self._crowd_of = np.append(self._crowd_of, np.full(len(part), -1))
        if self._memory.is_due():
            gone = int(np.searchsorted(self._at, (part[-1].at - MEMORY).timestamp()))
            self.messages = self.messages[gone:]
            self._at, self._crowd_of = self._at[gone:], self._crowd_of[gone:]
            self._memory.settle(gone)
            self._weigh_crowds(part[-1].at)

    def _weigh_crowds(self, at: datetime) -> None:
        """What is rare was told anew: lay the crowds out by the same measure."""
        for number, crowd in enumerate(self.crowds):
            members = np.flatnonzero(self._crowd_of == number)
            if at - crowd.last_at < QUIET and len(members):
                crowd.take(self._sum(members))

    def _look(self, place: int, like: Floats) -> int:
        """Return the number of the crowd a message belongs to, -1 for most."""
        live = [
            number
            for number, crowd in enumerate(self.crowds)
            if self.messages[place].at - crowd.last_at < QUIET
        ]
        if (joined := self._joined(place, live)) >= 0:
            return joined
        if place < LEAST_KNOWN:
            return -1
        first = self._first_of_newest(place)
        free = self._crowd_of[first:place] < 0
        surprise, window = _surprise(like[first:] * free, float(like.sum()), place)
        if surprise < FIRST_SURPRISE:
            return -1
        newest = np.arange(place - window, place)
        newest = newest[(self._crowd_of[newest] < 0) & (like[newest] >= 0.3)]
        nearest = newest[np.argsort(-like[newest], kind="stable")][:BEGIN_WITH]
        return self._gathered(place, np.append(nearest, place), live)

    def _first_of_newest(self, place: int) -> int:
        since = self._at[place] - WITHIN.total_seconds()
        return max(int(np.searchsorted(self._at, since)), place - NEWEST)

    def _joined(self, place: int, live: Sequence[int]) -> int:
        if not live:
            return -1
        row = self._memory.rows(np.array([place]))
        lead = [
            float((row @ self.crowds[number].sum)[0]) / self.crowds[number].length
            - self.crowds[number].joins_from
            for number in live
        ]
        if max(lead) < 0:
            return -1
        number = live[int(np.argmax(lead))]
        self._add(number, np.array([place]))
        return number

    def _gathered(self, place: int, members: npt.NDArray[np.intp], live: Sequence[int]) -> int:
        """Lay everybody beside the first members, take those who are like them all, and do that twice."""
        first = self._first_of_newest(place)
        for _ in range(2):
            share = _share(self._beside(members, place + 1), LIKE_ALL)
            newest = share[first:] * (self._crowd_of[first : place + 1] < 0)
            surprise, window = _surprise(newest, float(share.sum()), place + 1)
            at = np.arange(place + 1 - window, place + 1)
            members = at[(share[at] >= 0.3) & (self._crowd_of[at] < 0)]
            if len(members) < MEMBERS:
                return -1
        return self._told(place, members, surprise, live) if surprise > self.surprise else -1

    def _beside(self, members: npt.NDArray[np.intp], until: int) -> Floats:
        """Return how like each message is to the members taken together; a member is left out when it is itself looked at."""
        whole = self._sum(members)
        length = float(np.sqrt(whole @ whole)) or 1.0
        likeness: Floats = self._memory.beside(whole, until) / length
        own = likeness[members] * length
        rest = np.sqrt(np.maximum(length**2 - 2 * own + 1, 1e-9))
        likeness[members] = (own - 1) / rest
        return likeness

    def _told(self, place: int, members: npt.NDArray[np.intp], surprise: float, live: Sequence[int]) -> int:
        whole = self._sum(members)
        length = float(np.sqrt(whole @ whole)) or 1.0
        for number in live:
            crowd = self.crowds[number]
            if float(whole @ crowd.sum) / length / crowd.length > ONE_CROWD:
                self._add(number, members)
                return number
        at = self.messages[place].at
        crowd = Crowd(self.messages[members[0]].at, at, [], surprise, seen_with=len(members))
        crowd.sum = np.zeros(COLUMNS, np.float32)
        crowd.words = telling_words(
            [self.messages[one].text for one in members], [one.text for one in self.messages[:place]]
        )
        self.crowds.append(crowd)
        self._add(len(self.crowds) - 1, members)
        return len(self.crowds) - 1

    def _sum(self, members: npt.NDArray[np.intp]) -> Floats:
        return np.asarray(self._memory.rows(members).sum(axis=0), np.float32).ravel()

    def _add(self, number: int, members: npt.NDArray[np.intp]) -> None:
        crowd = self.crowds[number]
        crowd.keys += [self.messages[one].key for one in members]
        crowd.last_at = self.messages[members[-1]].at
        crowd.take(crowd.sum + self._sum(members))
        self._crowd_of[members] = number
        if len(crowd.keys) < 40 or len(crowd.keys) % 10 == 0:
            crowd.joins_from = self._joins_from(crowd)

    def _joins_from(self, crowd: Crowd) -> float:
        """Return the likeness to a crowd that hardly any message from before it has."""
        before = int(np.searchsorted(self._at, crowd.began_at.timestamp()))
        likeness = self._memory.beside(crowd.sum, before) / crowd.length
        return float(np.clip(np.quantile(likeness, STRANGERS), *JOINS)) if before else JOINS[1]


def _share(likeness: Floats, between: tuple[float, float]) -> Floats:
    low, high = between
    shares: Floats = np.clip((likeness - low) / (high - low), 0, 1)
    return shares


def _surprise(newest: Floats, total: float, before: int) -> tuple[float, int]:
    """Return the largest log likelihood ratio over windows of the newest messages, and that window.

    newest: shares of the last ones, the newest last. total: of all, before: how many all are.
    """
    # At least as many before as within, or there is nothing to be surprised against.
    most = min(len(newest), before // 2)
    windows = WINDOWS[most >= WINDOWS]
    if not len(windows):
        return 0.0, 0
    found = np.cumsum(newest[::-1], dtype=float)[windows - 1]
    others = before - windows
    usual = np.maximum(total - found, 0) / np.maximum(others, 1) + PRIOR / (others + PRIOR_MESSAGES)
    expected = usual * windows
    many = (found > expected) & (found >= FEWEST)
    ratio = np.where(many, found * np.log(np.maximum(found, 1e-9) / expected) - (found - expected), 0.0)
    best = int(ratio.argmax())
    return float(ratio[best]), int(windows[best])
