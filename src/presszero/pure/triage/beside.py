"""A second process that tries a model out while the first one learns the whole: the two take equally long.

Threads would not do: the solver draws from one source of chance for a process. Only numbers are handed over, so that
no words of a customer leave the process that was given them. Where no second process can be had, or it dies, the first
one does both, with the same result.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from presszero.pure.triage.linear import Foreseen, foresee, load

WORTH_IT = 5_000  # messages; fewer are tried out before a second process has loaded its libraries
PARTS = ("data", "indices", "indptr", "shape")


class Beside:
    """Somebody to foresee with. Begun early, a second process loads its libraries while messages are counted."""

    def __init__(self, child: subprocess.Popen[bytes] | None) -> None:
        self._child = child
        self._is_free = child is not None
        self._waiter = ThreadPoolExecutor(1)

    def foresee(
        self, rows: sparse.csr_matrix, topics: npt.NDArray[np.intp], held_out: sparse.csr_matrix
    ) -> Callable[[], Foreseen]:
        """Begin what linear.foresee does, and return what waits for it. The second process does it once."""
        if self._child is None or not self._is_free:
            return lambda: foresee(rows, topics, held_out)
        self._is_free = False
        given = _packed(topics=topics, **_parts("rows", rows), **_parts("held", held_out))
        found = self._waiter.submit(_answer, self._child, given)
        return lambda: found.result() or foresee(rows, topics, held_out)

    def end(self) -> None:
        """Leave no process behind."""
        if self._child:
            self._child.kill()
        self._waiter.shutdown()
        if self._child:
            with self._child:  # which closes its pipes and waits
                pass


@contextmanager
def somebody_beside(messages: int) -> Iterator[Beside]:
    """Give a second process where it is worth it; it is gone when the context ends."""
    beside = Beside(_started() if messages >= WORTH_IT and (os.cpu_count() or 1) > 1 else None)
    try:
        yield beside
    finally:
        beside.end()


def _started() -> subprocess.Popen[bytes] | None:
    if not sys.executable:  # Python within another program
        return None
    try:
        return subprocess.Popen(
            [sys.executable, "-s", "-P", "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            # Nothing else of our environment goes along: it may hold the database's address and secrets.
            env={"PYTHONPATH": str(Path(__file__).parents[3]), "LANG": "C.UTF-8"},
        )
    except OSError:
        return None


def _parts(name: str, rows: sparse.csr_matrix) -> dict[str, Any]:
    return {f"{name}_{part}": np.asarray(getattr(rows, part)) for part in PARTS}


def _packed(**arrays: Any) -> bytes:
    out = BytesIO()
    np.savez(out, **arrays)
    return out.getvalue()


def _answer(child: subprocess.Popen[bytes], given: bytes) -> Foreseen | None:
    """Return what it found, None where it died: it may be short of memory."""
    answer, _ = child.communicate(given)
    if child.returncode:
        return None
    with np.load(BytesIO(answer), allow_pickle=False) as found:
        return Foreseen(found["scores"], found["nearest"])


def main() -> None:
    """Foresee once: numbers in on standard input, numbers out."""
    load()
    with np.load(BytesIO(sys.stdin.buffer.read()), allow_pickle=False) as given:
        rows, held_out = (
            sparse.csr_matrix(
                tuple(given[f"{name}_{part}"] for part in PARTS[:3]), shape=tuple(given[f"{name}_shape"])
            )
            for name in ("rows", "held")
        )
        topics = given["topics"]
    found = foresee(rows, topics, held_out)
    sys.stdout.buffer.write(_packed(scores=found.scores, nearest=found.nearest))


if __name__ == "__main__":
    main()
