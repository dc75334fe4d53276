"""Many people with one matter at once: the crowd after the fireworks is seen before anybody counts it.

Each new message is laid beside those just before it and those of the days before. When more of the newest are like it
than the days before let expect, they are taken together, everybody is laid beside all of them, and it is counted
again. How many of the newest are looked at is tried from a handful up to hundreds, so that ten letters within
ten minutes are seen as well as fifteen within an evening. How like they must be is tried, too: a crowd may write
nearly the same, or lie wide where nobody else writes. Where a sentence model reads along, likeness is half in meaning.

Source: docs/sources.md#scan-statistic
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt

from presszero.pure.alike.bounds import BY_MEANING, BY_WORDS, Bounds
from presszero.pure.alike.crowd import RULE, SETTLED, Crowd
from presszero.pure.alike.memory import Memory
from presszero.pure.alike.naming import telling_words
from presszero.pure.alike.rows import Floats
from presszero.pure.alike.surprise import NONE, Surprise, share_of, surprise_of
from presszero.pure.triage.sense import SentenceModel

MEMORY = timedelta(days=7)
NEWEST, WITHIN = 400, timedelta(hours=24)  # so many messages at most, and no older ones, can be of a crowd
SURPRISE = 10.0  # in nats: how much likelier many messages are when something happened than when nothing did
FIRST_SURPRISE = 1.5  # by one message alone, from which on it is looked at closer
MEMBERS = 3
BEGIN_WITH = 10  # of the messages most like a new one
ALIKE = 0.3  # share from which on a message is taken in
LEAST_KNOWN = 100  # messages; before that everything is new
AT_ONCE = 250
HASH_SHOWN = 12  # letters of a sentence model's: what it scored belongs to it


@dataclass(frozen=True)
class Message:
    """Something somebody wrote. key: by which it is known outside; messages come in the order of at."""

    key: str
    text: str
    at: datetime


class Watch:
    """Looks at messages as they come and keeps those of MEMORY.

    surprise: from which on a crowd is told. meaning: a sentence model that reads the messages of its language along.
    """

    def __init__(self, surprise: float = SURPRISE, meaning: SentenceModel | None = None) -> None:
        self.surprise = surprise
        self.rule = f"{RULE}+{meaning.hash[:HASH_SHOWN]}" if meaning else RULE
        self.crowds: list[Crowd] = []
        self.messages: list[Message] = []
        self._memory = Memory(meaning)
        self._forgotten = 0
        self._at = np.zeros(0)
        self._crowd_of = np.zeros(0, int)
        self._not_over: list[int] = []  # numbers of crowds; what is over once stays over

    def see(self, messages: Sequence[Message]) -> list[Crowd]:
        """Look at new messages; return the crowds that are new or have grown by them, in the order they were seen."""
        touched: dict[int, Crowd] = {}
        for begin in range(0, len(messages), AT_ONCE):
            part = messages[begin : begin + AT_ONCE]
            self._keep(part)
            first = len(self.messages) - len(part)
            like = self._memory.like(np.arange(first, len(self.messages)))
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
            self._forgotten += gone
            self._at, self._crowd_of = self._at[gone:], self._crowd_of[gone:]
            self._memory.settle(gone)
            self._weigh_crowds()

    def _weigh_crowds(self) -> None:
        """What is rare was told anew: lay the crowds out by the same measure."""
        for number in self._live(len(self.messages) - 1):
            members = np.flatnonzero(self._crowd_of == number)
            if len(members):
                self.crowds[number].take(self._memory.sum(members[:SETTLED]))

    def _live(self, place: int) -> list[int]:
        """Return the numbers of the crowds that are not over when a message comes."""
        at, number = self.messages[place].at, self._forgotten + place
        return [known for known in self._not_over if not self.crowds[known].is_over(at, number)]

    def _bounds(self, place: int) -> Bounds:
        return BY_MEANING if self._memory.was_read(place) else BY_WORDS

    def _look(self, place: int, likeness: Floats) -> int:
        """Return the number of the crowd a message belongs to, -1 for most."""
        live = self._not_over = self._live(place)
        if (joined := self._joined(place, live)) >= 0:
            return joined
        if place < LEAST_KNOWN:
            return -1
        first, like = self._first_of_newest(place), share_of(likeness, self._bounds(place).like)
        free = self._crowd_of[first:place] < 0
        surprise = surprise_of(like[first:] * free, float(like.sum()), place)
        if surprise.nats < FIRST_SURPRISE:
            return -1
        newest = np.arange(place - surprise.window, place)
        newest = newest[(self._crowd_of[newest] < 0) & (like[newest] >= ALIKE)]
        nearest = newest[np.argsort(-like[newest], kind="stable")][:BEGIN_WITH]
        return self._gathered(place, np.append(nearest, place), live)

    def _first_of_newest(self, place: int) -> int:
        since = self._at[place] - WITHIN.total_seconds()
        return max(int(np.searchsorted(self._at, since)), place - NEWEST)

    def _joined(self, place: int, live: Sequence[int]) -> int:
        if not live:
            return -1
        crowds = [self.crowds[number] for number in live]
        near = self._memory.near(place, [crowd.sum for crowd in crowds])
        lead = [one / crowd.length - crowd.joins_from for one, crowd in zip(near, crowds, strict=True)]
        if max(lead) < 0:
            return -1
        number = live[int(np.argmax(lead))]
        self._add(number, np.array([place]))
        return number

    def _gathered(self, place: int, members: npt.NDArray[np.intp], live: Sequence[int]) -> int:
        """Lay everybody beside the first members, take those who are like them all, and do that twice."""
        surprise = NONE
        for _ in range(2):
            surprise, members = self._most_surprising(members, place)
            if len(members) < MEMBERS:
                return -1
        return self._told(place, members, surprise, live) if surprise.nats > self.surprise else -1

    def _most_surprising(
        self, members: npt.NDArray[np.intp], place: int
    ) -> tuple[Surprise, npt.NDArray[np.intp]]:
        """Return how surprising it is that many of the newest are like these members, and who they are."""
        first, until = self._first_of_newest(place), place + 1
        likeness, free = self._beside(members, until), self._crowd_of[:until] < 0
        best, like = NONE, np.zeros(until, np.float32)
        for between in self._bounds(place).like_all:
            share = share_of(likeness, between)
            found = surprise_of(share[first:] * free[first:], float(share.sum()), until)
            if found.nats > best.nats:
                best, like = found, share
        at = np.arange(until - best.window, until)
        return best, at[(like[at] >= ALIKE) & free[at]]

    def _beside(self, members: npt.NDArray[np.intp], until: int) -> Floats:
        """Return how like each message is to the members taken together; a member is left out when it is itself looked at."""
        whole = self._memory.sum(members)
        length = float(np.sqrt(whole @ whole)) or 1.0
        likeness: Floats = self._memory.beside(whole, until) / length
        own = likeness[members] * length
        rest = np.sqrt(np.maximum(length**2 - 2 * own + 1, 1e-9))
        likeness[members] = (own - 1) / rest
        return likeness

    def _told(
        self, place: int, members: npt.NDArray[np.intp], surprise: Surprise, live: Sequence[int]
    ) -> int:
        whole = self._memory.sum(members)
        length = float(np.sqrt(whole @ whole)) or 1.0
        for number in live:
            crowd = self.crowds[number]
            if float(whole @ crowd.sum) / length / crowd.length > self._bounds(place).one_crowd:
                self._add(number, members)
                return number
        words = telling_words(
            [self.messages[one].text for one in members], [one.text for one in self.messages[:place]]
        )
        began_at, at = self.messages[members[0]].at, self.messages[place].at
        crowd = Crowd.seen(began_at, at, surprise, len(members), words, self.rule)
        self.crowds.append(crowd)
        self._not_over = [*live, len(self.crowds) - 1]
        self._add(len(self.crowds) - 1, members)
        return len(self.crowds) - 1

    def _add(self, number: int, members: npt.NDArray[np.intp]) -> None:
        crowd = self.crowds[number]
        numbers = (self._forgotten + members).tolist()
        drifts = not crowd.is_settled
        crowd.came([self.messages[one].key for one in members], numbers, self.messages[members[-1]].at)
        self._crowd_of[members] = number
        if drifts:
            crowd.take(crowd.sum + self._memory.sum(members))
            before = int(np.searchsorted(self._at, crowd.began_at.timestamp()))
            crowd.set_bound(
                self._memory.beside(crowd.sum, before) / crowd.length, self._bounds(int(members[-1])).joins
            )
