"""What several threads of a front would make in the same moment is made by the first of them and shared."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass
class _Made(Generic[T]):
    """One thing that is being made, or was. begun_at: seconds of the monotonic clock."""

    begun_at: float
    lock: threading.Lock = field(default_factory=threading.Lock)
    what: T | None = None


class MadeOnce(Generic[T]):
    """Shares what is made under one key for keep_seconds after its making began. The key names all that it depends on."""

    def __init__(self, keep_seconds: float) -> None:
        self._keep_seconds = keep_seconds
        self._made: dict[Hashable, _Made[T]] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what stands under the key, made now unless it is there; whoever comes meanwhile waits for it.

        Raises what make raises; then the next one who asks makes it.
        """
        made = self._place(key)
        with made.lock:
            if made.what is None:
                made.what = make()
            return made.what

    def _place(self, key: Hashable) -> _Made[T]:
        now = time.monotonic()
        with self._lock:
            for old in [key for key, made in self._made.items() if now - made.begun_at > self._keep_seconds]:
                del self._made[old]
            return self._made.setdefault(key, _Made(now))
