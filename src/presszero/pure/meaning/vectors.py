"""A sentence model at work: texts in, vectors of length 1 out. The same text gives the same vector whatever is beside it."""

from __future__ import annotations

import ctypes
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from presszero.pure.meaning.files import HOW_TO_GET_IT, NoMeaning, check_file, find_model
from presszero.pure.meaning.wordpiece import numbers_of

Floats = npt.NDArray[np.float32]

SIZE = 384
PIECES_AT_ONCE = 512  # of all texts read together; 32 letters of 256 pieces took 600 MB
MANY = 200  # texts: what a person waits for is read on one core, what is learned from on two
MOST_READERS = 2  # one takes 140 MiB for letters of 256 pieces, two 210, four 530
REMEMBERED = 4_000  # sentences; 6 MB


def vectors(texts: Sequence[str]) -> Floats:
    """Return (texts, 384), each of length 1: the nearer the meaning of two English texts, the larger their product.

    By the model that an installed package carries; it is loaded once, in about a second and 100 MB. Raises NoMeaning.
    """
    return _carried().vectors(texts)


@cache
def _carried() -> Meaning:
    path = find_model()
    if path is None:
        raise NoMeaning(f"No model for meaning is installed; run: {HOW_TO_GET_IT}")
    return Meaning(path)


class Meaning:
    """A loaded model. hash: of its file; every vector and score made with it belongs to that hash."""

    def __init__(self, path: Path) -> None:
        """Load a model file. Raises NoMeaning when onnxruntime is missing or the file is not a tried one."""
        self.known = check_file(path)
        self.hash, self.language = self.known.hash, self.known.language
        self._session = _session(path)
        self._lately: dict[str, Floats] = {}

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Return (texts, 384), each of length 1. Many texts are read on two cores at once."""
        numbers = [numbers_of(text) for text in texts]
        parts = list(_read_together(numbers))
        found = np.zeros((len(texts), SIZE), np.float32)

        def read(places: list[int]) -> None:
            found[places] = self._read([numbers[at] for at in places])

        if len(texts) < MANY:
            for places in parts:
                read(places)
        else:
            with ThreadPoolExecutor(min(os.cpu_count() or 1, MOST_READERS)) as readers:
                list(readers.map(read, parts))
        return found

    def between(self, asked: Sequence[str], said: Sequence[str]) -> list[list[float]]:
        """Return how near each text of the first kind is in meaning to each of the second, -1 to 1.

        Texts read lately are not read again, so that a draft costs no more than the sentence that is being typed.
        """
        if not asked or not said:
            return [[] for _ in asked]
        lately = self._lately  # another thread may begin a new one meanwhile
        new = [text for text in dict.fromkeys((*asked, *said)) if text not in lately]
        if len(lately) + len(new) > REMEMBERED:
            lately, new = {}, list(dict.fromkeys((*asked, *said)))
        lately.update(zip(new, self.vectors(new), strict=True))
        self._lately = lately
        first, second = (np.array([lately[text] for text in texts]) for texts in (asked, said))
        return [[round(float(one), 4) for one in row] for row in first @ second.T]

    def _read(self, numbers: Sequence[list[int]]) -> Floats:
        ids = np.array(numbers, np.int64)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        pieces = self._session.run(None, given)[0]
        sums = pieces.sum(axis=1)
        return (sums / np.linalg.norm(sums, axis=1, keepdims=True)).astype(np.float32)


def _read_together(numbers: Sequence[list[int]]) -> Iterator[list[int]]:
    """Return the places of texts that are read at once: equally many pieces each, and not too many of all."""
    of_length: dict[int, list[int]] = defaultdict(list)
    for at, one in enumerate(numbers):
        of_length[len(one)].append(at)
    for length, places in of_length.items():
        at_once = PIECES_AT_ONCE // length
        for begin in range(0, len(places), at_once):
            yield places[begin : begin + at_once]


def _session(path: Path) -> Any:
    try:
        import onnxruntime
    except ImportError as error:
        raise NoMeaning(
            f"onnxruntime, which reads models for meaning, is not installed; run: {HOW_TO_GET_IT}"
        ) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # the same sums in the same order
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False  # an arena keeps for good what the longest letter once took
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    _give_back()
    return session


def _give_back() -> None:
    """Have the allocator return what loading left unused: 50 MB, the file as read and the weights as they were kept."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # only the C library of GNU keeps so much
    if trim:
        trim(0)
