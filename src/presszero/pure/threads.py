"""Small matrices on one thread: several would wait for one another longer than they work."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache
from typing import Any

from threadpoolctl import ThreadpoolController


@cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()


def one_thread() -> AbstractContextManager[Any]:
    """Let linear algebra work in one thread, for as long as the context lasts."""
    return _controller().limit(limits=1, user_api="blas")
