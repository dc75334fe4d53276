"""Waiting for a mark, never for a moment."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE_SECONDS = 120
T = TypeVar("T")


def wait_for(what: str, look: Callable[[], T | None]) -> T:
    """Return what look returns once it returns something true. The bound is only for what will never come."""
    ends = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < ends:
        if found := look():
            return found
        time.sleep(0.02)
    raise AssertionError(f"{what} did not happen in {PATIENCE_SECONDS} s")
