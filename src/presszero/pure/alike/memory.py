"""The messages of the last days as rows, kept so that new ones are laid beside all of them fast.

A sum of rows is told in one line: first the columns of their words, then what they mean, where a model reads along. The newest are weighed anew with each message, all of them whenever the newest have grown to a twentieth of all.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse

from presszero.pure.alike.meanings import Meanings, with_room
from presszero.pure.alike.rows import COLUMNS, Floats, Held, count, held_by, weigh
from presszero.pure.triage.sense import SentenceModel

SETTLE_SHARE, SETTLE_FROM, SETTLE_AT = 0.05, 20, 250


class Memory:
    """Messages by their place, the oldest first. Places move down when old ones are forgotten. meaning: reads along."""

    def __init__(self, meaning: SentenceModel | None = None) -> None:
        self._meant = Meanings(meaning)
        self._counts = self._settled = self._fresh_counts = self._fresh = count([])
        self._turned = self._settled.T.tocsr()
        self._held: Held = np.zeros(COLUMNS, np.intp)

    def __len__(self) -> int:
        return int(self._settled.shape[0] + self._fresh.shape[0])

    def keep(self, texts: Sequence[str]) -> None:
        """Take new messages in, at the end."""
        self._meant.keep(texts)
        counts = count(texts)
        self._fresh_counts = sparse.vstack((self._fresh_counts, counts)).tocsr()
        self._held += held_by(counts)
        # A word that came for the first time an hour ago is what the next message may share.
        messages = self._settled.shape[0] + self._fresh_counts.shape[0]
        self._fresh = with_room(weigh(self._fresh_counts, self._held, messages), self._meant.fresh)

    def is_due(self) -> bool:
        """Whether it is time to settle."""
        due = min(SETTLE_AT, max(SETTLE_FROM, SETTLE_SHARE * self._settled.shape[0]))
        return bool(self._fresh.shape[0] >= due)

    def settle(self, gone: int) -> None:
        """Forget the oldest, so many, and tell anew what is rare."""
        self._counts = sparse.vstack((self._counts, self._fresh_counts)).tocsr()[gone:]
        self._held = held_by(self._counts)
        weighed = weigh(self._counts, self._held, self._counts.shape[0])
        self._settled = with_room(weighed, self._meant.settle(gone))
        self._turned = self._settled.T.tocsr()
        self._fresh = self._fresh_counts = count([])

    def was_read(self, place: int) -> bool:
        """Whether a sentence model read a message along, so that its meaning counts beside its words."""
        return bool(self._meant.rows(np.array([place])).any())

    def like(self, places: npt.NDArray[np.intp]) -> Floats:
        """Return how like some messages are to every one, 0 to 1: (places, messages)."""
        rows = self._rows(places)
        by_words = np.hstack(((rows @ self._turned).toarray(), (rows @ self._fresh.T).toarray()))
        likeness: Floats = by_words + self._meant.beside(self._meant.rows(places).T).T
        return likeness

    def sum(self, places: npt.NDArray[np.intp]) -> Floats:
        """Return the sum of some messages, in the order of places, which rises."""
        words = np.asarray(self._rows(places).sum(axis=0), np.float32).ravel()
        return np.append(words, self._meant.rows(places).sum(axis=0))

    def near(self, place: int, wholes: Sequence[Floats]) -> list[float]:
        """Return the products of one message with several sums of rows."""
        at = np.array([place])
        words, meant = self._rows(at), self._meant.rows(at)[0]
        return [float((words @ whole[:COLUMNS])[0] + meant @ whole[COLUMNS:]) for whole in wholes]

    def beside(self, whole: Floats, until: int) -> Floats:
        """Return the product of the first messages with a sum of rows: (until,)."""
        words = np.concatenate((self._settled @ whole[:COLUMNS], self._fresh @ whole[:COLUMNS]))
        likeness: Floats = (words + self._meant.beside(whole[COLUMNS:]))[:until]
        return likeness

    def _rows(self, places: npt.NDArray[np.intp]) -> sparse.csr_matrix:
        settled = self._settled.shape[0]
        old, new = places[places < settled], places[places >= settled] - settled
        return sparse.vstack((self._settled[old], self._fresh[new])).tocsr()
