"""The messages of the last days as rows, kept so that new ones are laid beside all of them fast.

The newest are weighed anew with each message, all of them whenever the newest have grown to a twentieth of all.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse

from presszero.pure.alike.rows import COLUMNS, Floats, Held, count, held_by, weigh

SETTLE_SHARE, SETTLE_FROM, SETTLE_AT = 0.05, 20, 250


class Memory:
    """Messages by their place, the oldest first. Places move down when old ones are forgotten."""

    def __init__(self) -> None:
        self._counts = self._settled = self._fresh_counts = self._fresh = count([])
        self._turned = self._settled.T.tocsr()
        self._held: Held = np.zeros(COLUMNS, np.intp)

    def __len__(self) -> int:
        return int(self._settled.shape[0] + self._fresh.shape[0])

    def keep(self, texts: Sequence[str]) -> None:
        """Take new messages in, at the end."""
        counts = count(texts)
        self._fresh_counts = sparse.vstack((self._fresh_counts, counts)).tocsr()
        self._held += held_by(counts)
        # A word that came for the first time an hour ago is what the next message may share.
        self._fresh = weigh(
            self._fresh_counts, self._held, self._settled.shape[0] + self._fresh_counts.shape[0]
        )

    def is_due(self) -> bool:
        """Whether it is time to settle."""
        due = min(SETTLE_AT, max(SETTLE_FROM, SETTLE_SHARE * self._settled.shape[0]))
        return bool(self._fresh.shape[0] >= due)

    def settle(self, gone: int) -> None:
        """Forget the oldest, so many, and tell anew what is rare."""
        self._counts = sparse.vstack((self._counts, self._fresh_counts)).tocsr()[gone:]
        self._held = held_by(self._counts)
        self._settled = weigh(self._counts, self._held, self._counts.shape[0])
        self._turned = self._settled.T.tocsr()
        self._fresh = self._fresh_counts = count([])

    def rows(self, places: npt.NDArray[np.intp]) -> sparse.csr_matrix:
        """Return some messages as rows, in the order of places, which rises."""
        settled = self._settled.shape[0]
        old, new = places[places < settled], places[places >= settled] - settled
        return sparse.vstack((self._settled[old], self._fresh[new])).tocsr()

    def like(self, places: npt.NDArray[np.intp]) -> Floats:
        """Return how like some messages are to every one, 0 to 1: (places, messages)."""
        rows = self.rows(places)
        return np.hstack(((rows @ self._turned).toarray(), (rows @ self._fresh.T).toarray()))

    def beside(self, whole: Floats, until: int) -> Floats:
        """Return the product of the first messages with a sum of rows: (until,)."""
        return np.concatenate((self._settled @ whole, self._fresh @ whole))[:until]
