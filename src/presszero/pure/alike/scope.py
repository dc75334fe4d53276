"""Messages laid out so that those of one matter lie together, though they share no word.

Each message is read together with those most like it: who writes of "a card that never came" lies beside who waits "for
my new card", because others use both. What the words mean is told by the messages themselves, nothing else.

Source: docs/sources.md#messages-that-are-alike
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.decomposition import TruncatedSVD

from presszero.pure.alike.errors import TooFewMessages
from presszero.pure.alike.meant import Meant, to_length_one
from presszero.pure.alike.rows import Floats, Held, count, held_by, weigh
from presszero.pure.triage.sense import SentenceModel

LEAST = 10
MOST_SIZE = 300
SEED = 0
AT_ONCE = 256


@dataclass(frozen=True)
class Layout:
    """Messages as rows, and as places in few dimensions, each of length 1.

    held, columns: by which another message is weighed and placed; basis: (columns, size). meant: how its meaning is
    laid beside, None where words alone tell.
    """

    rows: sparse.csr_matrix
    places: Floats
    held: Held
    columns: npt.NDArray[np.intp]
    basis: Floats
    meant: Meant | None = None

    @property
    def told(self) -> sparse.csr_matrix | Floats:
        """What tells which messages are near one: their words, or their places where meaning is among these."""
        return self.places if self.meant else self.rows

    def place_of(self, text: str) -> tuple[sparse.csr_matrix, Floats]:
        """Return another message as a row, and as a place."""
        row = weigh(count([text]), self.held, self.rows.shape[0])[:, self.columns]
        place = to_length_one(np.asarray(row @ self.basis, np.float32))
        return row, (self.meant.beside([text], place) if self.meant else place)[0]


def lay_out(texts: Sequence[str], size: int = MOST_SIZE, meaning: SentenceModel | None = None) -> Layout:
    """Lay messages out. size: dimensions of their words at most. Raises TooFewMessages below LEAST."""
    if len(texts) < LEAST:
        raise TooFewMessages(
            f"{len(texts)} messages are too few to lie together; bring {LEAST} or more, better some hundreds."
        )
    counts = count(texts)
    held = held_by(counts)
    # A pair or a piece that one message alone holds was weighed with nothing; the rest makes the columns.
    rows = weigh(counts, held, len(texts))
    columns = np.flatnonzero(np.bincount(rows.indices, rows.data > 0, minlength=rows.shape[1]))
    rows = rows[:, columns].tocsr()
    size = max(2, min(size, len(texts) // 4, rows.shape[1] - 1))
    found = TruncatedSVD(size, n_iter=3, random_state=SEED).fit(rows)
    basis = found.components_.T.astype(np.float32)
    places, meant = to_length_one(np.asarray(rows @ basis, np.float32)), Meant.of(texts, meaning)
    return Layout(rows, meant.beside(texts, places) if meant else places, held, columns, basis, meant)


def neighbours(rows: sparse.csr_matrix | Floats, most: int, sharpness: int = 2) -> sparse.csr_matrix:
    """Return for each message those most like it, itself left out, by weights that sum to 1: (messages, messages).

    sharpness: the power of likeness by which the nearer count more.
    """
    messages = rows.shape[0]
    turned = rows.T.tocsr() if isinstance(rows, sparse.csr_matrix) else rows.T
    most = min(most, messages - 1)
    found, weights = [], []
    for begin in range(0, messages, AT_ONCE):
        product = rows[begin : begin + AT_ONCE] @ turned
        like = product.toarray() if isinstance(product, sparse.csr_matrix) else np.maximum(product, 0)
        like[np.arange(len(like)), np.arange(begin, begin + len(like))] = 0
        nearest = np.argpartition(-like, most - 1, axis=1)[:, :most]
        found.append(nearest)
        weights.append(np.take_along_axis(like, nearest, 1) ** sharpness)
    told = np.vstack(weights)
    told = told / np.maximum(told.sum(axis=1, keepdims=True), 1e-9)
    begins = np.arange(0, messages * most + 1, most)
    return sparse.csr_matrix((told.ravel(), np.vstack(found).ravel(), begins), shape=(messages, messages))


def read_together(places: Floats, beside: sparse.csr_matrix) -> Floats:
    """Return each place drawn half way to those of the messages beside it."""
    return to_length_one(places + to_length_one(np.asarray(beside @ places, np.float32)))
