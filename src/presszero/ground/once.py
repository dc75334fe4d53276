"""What a page asks for again and again is read once while that page is drawn, and never kept longer.

A list of cases asks eight times whose teams somebody sees. Only pages that change nothing may read so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_read: ContextVar[dict[Any, Any] | None] = ContextVar("read", default=None)


@contextmanager
def reading_once() -> Iterator[None]:
    """Let what is read `once_a_page` be read once until this ends."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def once_a_page(read: Callable[P, T]) -> Callable[P, T]:
    """Return a reading that is done once inside `reading_once`, and as often as it is asked for outside.

    Its arguments are hashable, and nobody changes what it returns.
    """

    @wraps(read)
    def read_once(*args: P.args, **kwargs: P.kwargs) -> T:
        known = _read.get()
        if known is None:
            return read(*args, **kwargs)
        key = (read, args, *sorted(kwargs.items()))
        if key not in known:
            known[key] = read(*args, **kwargs)
        found: T = known[key]
        return found

    return read_once
