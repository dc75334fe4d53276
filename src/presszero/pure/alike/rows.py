"""Messages as rows of numbers: their words, the pieces of these, and which words stand together; the rare weighs more.

Columns are hashes, so that messages of today and of last week are counted alike without keeping a list of words.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
import numpy.typing as npt
from scipy import sparse

from presszero.pure.triage.features import look_at
from presszero.pure.triage.tongues import language_of

Floats = npt.NDArray[np.float32]
Held = npt.NDArray[np.intp]

SPAN = (
    2**17
)  # columns of each kind; of a hundred thousand different ones some share a column, which does little harm
PIECES, PAIRS, STEMS = 0, 1, 2
COLUMNS = 3 * SPAN
SHARES = np.array((1.0, 0.7, 0.5), np.float32)  # of pieces, pairs and stems, chosen on training data
HELD_BY_LEAST = np.array((2, 2, 1))  # messages that must hold a column before it counts


def count(texts: Sequence[str]) -> sparse.csr_matrix:
    """Return how often each message holds each column: (messages, COLUMNS)."""
    found = [columns_of(text) for text in texts]
    begins = np.concatenate(([0], np.cumsum([len(one) for one in found]))).astype(np.int64)
    columns = np.concatenate(found) if found else np.zeros(0, np.int32)
    rows = sparse.csr_matrix(
        (np.ones(len(columns), np.float32), columns, begins), shape=(len(texts), COLUMNS)
    )
    rows.sum_duplicates()
    return rows


def columns_of(text: str) -> npt.NDArray[np.int32]:
    """Return the columns of one message, each as often as it is there."""
    looked = look_at(text, language_of(text, "en"))
    found = [column for token in looked.tokens for column in _pieces(token.text)]
    found += [_column(STEMS, stem) for stem in looked.stems]
    found += [_column(PAIRS, pair) for pair in looked.features[2]]
    return np.array(found, np.int32)


@lru_cache(maxsize=50_000)
def _pieces(word: str) -> tuple[int, ...]:
    """Return the columns of every three and four letters in a row, the ends of the word marked."""
    marked = f" {word} "
    sizes = (3, 4) if len(marked) > 3 else (3,)
    return tuple(
        _column(PIECES, marked[at : at + size]) for size in sizes for at in range(len(marked) - size + 1)
    )


def _column(kind: int, feature: str) -> int:
    return kind * SPAN + crc32(feature.encode()) % SPAN


def held_by(counts: sparse.csr_matrix) -> Held:
    """Return how many of these messages hold each column: (COLUMNS,)."""
    return np.bincount(counts.indices, minlength=COLUMNS)


def weigh(counts: sparse.csr_matrix, held: Held, messages: int) -> sparse.csr_matrix:
    """Return counted messages as rows of length 1. held: of so many messages, how many hold each column.

    Source: docs/sources.md#tf-idf
    """
    kinds, holders = counts.indices // SPAN, held[counts.indices]
    rarity = np.log((1 + messages) / (1 + holders)) + 1
    rarity[holders < HELD_BY_LEAST[kinds]] = 0
    weights = (1 + np.log(counts.data)) * rarity
    part = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr)) * 3 + kinds
    lengths = np.sqrt(np.bincount(part, weights**2, minlength=counts.shape[0] * 3))
    shares = SHARES[kinds] / np.maximum(lengths[part], 1e-9)
    rows = sparse.csr_matrix(
        ((weights * shares).astype(np.float32), counts.indices, counts.indptr), shape=counts.shape
    )
    return to_length_one(rows)


def to_length_one(rows: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return rows brought to length 1; an empty one stays empty."""
    line = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    lengths = np.sqrt(np.bincount(line, rows.data.astype(np.float64) ** 2, minlength=rows.shape[0]))
    scaled = rows.data / np.maximum(lengths[line], 1e-9)
    return sparse.csr_matrix((scaled.astype(np.float32), rows.indices, rows.indptr), shape=rows.shape)
