"""The solver's own remarks kept off standard output, which belongs to the answer."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

STANDARD_OUTPUT = 1


@contextmanager
def without_remarks() -> Iterator[None]:
    """Let nothing that compiled code prints reach standard output in here.

    HiGHS prints a line for each plan that it mends, whatever it is told, and `--json` could not be read any more.
    """
    try:
        kept = os.dup(STANDARD_OUTPUT)
    except OSError:
        # Nobody listens: there is no standard output to keep clean.
        yield
        return
    _written_out()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, STANDARD_OUTPUT)
        yield
    finally:
        _written_out()
        os.dup2(kept, STANDARD_OUTPUT)
        os.close(nowhere)
        os.close(kept)


def _written_out() -> None:
    """Have the C library write what it holds back, to where it was meant."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).fflush(None)
