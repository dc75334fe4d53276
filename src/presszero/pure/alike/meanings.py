"""What messages mean, beside their words: kept as they come, and seen from the middle of all of them.

Who writes "my order never came" and who asks "where is the parcel" share no word. Where a sentence model reads along,
half of how like two messages are is how near they lie in meaning. A message in a language that the model does not read
is told by its words alone, as all are where there is no model.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse

from presszero.pure.alike.meant import to_length_one
from presszero.pure.alike.rows import Floats
from presszero.pure.triage.sense import SentenceModel
from presszero.pure.triage.tongues import language_of

MEANT = 0.5  # share of meaning in how like two messages are that were read, chosen on planted weeks
READ_AT_MOST = (
    400  # characters: a letter says early what it is about, and its whole would take five times as long
)


class Meanings:
    """Messages by their place, the oldest first, as `Memory` keeps the words of the same ones."""

    def __init__(self, model: SentenceModel | None = None) -> None:
        self._model = model
        nothing: Floats = model.vectors([]) if model else np.zeros((0, 0), np.float32)
        self._settled_vectors = self._fresh_vectors = self._settled = self.fresh = nothing
        self._middle: Floats = np.zeros(nothing.shape[1], np.float32)

    def keep(self, texts: Sequence[str]) -> None:
        """Take new messages in, at the end."""
        self._fresh_vectors = np.vstack((self._fresh_vectors, self._read(texts)))
        self.fresh = self._places(self._fresh_vectors)

    def settle(self, gone: int) -> Floats:
        """Forget the oldest, so many; return where all others lie, seen from what is now their middle."""
        self._settled_vectors = np.vstack((self._settled_vectors, self._fresh_vectors))[gone:]
        if (read := self._settled_vectors.any(axis=1)).any():
            self._middle = self._settled_vectors[read].mean(axis=0)
        self._settled = self._places(self._settled_vectors)
        self._fresh_vectors, self.fresh = self._fresh_vectors[:0], self.fresh[:0]
        return self._settled

    def rows(self, places: npt.NDArray[np.intp]) -> Floats:
        """Return some messages, in the order of places, which rises: (places, size)."""
        settled = len(self._settled)
        old, new = places[places < settled], places[places >= settled] - settled
        return np.vstack((self._settled[old], self.fresh[new]))

    def beside(self, whole: Floats) -> Floats:
        """Return the product of every message with a sum of rows, or with each of several."""
        return np.concatenate((self._settled @ whole, self.fresh @ whole))

    def _read(self, texts: Sequence[str]) -> Floats:
        vectors = np.zeros((len(texts), self.fresh.shape[1]), np.float32)
        model = self._model
        if model and (read := [at for at, one in enumerate(texts) if _is_for(model, one)]):
            vectors[read] = model.vectors([texts[at][:READ_AT_MOST] for at in read])
        return vectors

    def _places(self, vectors: Floats) -> Floats:
        """Return vectors as places that share MEANT of a length of 1; what was not read stays at nothing."""
        read = vectors.any(axis=1)
        places = np.zeros_like(vectors)
        places[read] = to_length_one(vectors[read] - self._middle) * np.float32(MEANT**0.5)
        return places


def with_room(rows: sparse.csr_matrix, meant: Floats) -> sparse.csr_matrix:
    """Return rows of words that leave room for meaning, where a message was read."""
    room = np.where(meant.any(axis=1), np.float32((1 - MEANT) ** 0.5), np.float32(1))
    data = rows.data * np.repeat(room, np.diff(rows.indptr))
    return sparse.csr_matrix((data, rows.indices, rows.indptr), shape=rows.shape)


def _is_for(model: SentenceModel, text: str) -> bool:
    return bool(text) and language_of(text, model.language) == model.language
