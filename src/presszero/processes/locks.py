"""File locks between processes; the system drops them when their holder dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock at `path` by oneself, waiting for whoever has it."""
    with _opened(path) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def share(path: Path) -> IO[str]:
    """Join the users of `path`; close what is returned to leave."""
    file = _opened(path)
    fcntl.flock(file, fcntl.LOCK_SH)
    return file


def take_if_free(path: Path) -> IO[str] | None:
    """Take the lock at `path` by oneself, or return None when somebody has it."""
    file = _opened(path)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


def _opened(path: Path) -> IO[str]:
    # Closed to others: whoever may open a lock may also hold it.
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600), "r+")
