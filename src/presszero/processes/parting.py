"""Children that do not outlive the process that started them."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
# Loaded before any fork: a child between fork and exec must not load libraries.
_LIBRARY = ctypes.CDLL(None) if sys.platform == "linux" else None


def ends_with_parent(number: int = signal.SIGTERM) -> Callable[[], None]:
    """Return a step to run in a child before exec: the system sends it `number` once its parent is dead.

    The parent is the thread that starts the child, so start from one that lives as long as the process.
    Elsewhere than on Linux the step does nothing.
    """
    parent = os.getpid()

    def before_exec() -> None:
        if _LIBRARY:
            _LIBRARY.prctl(PR_SET_PDEATHSIG, int(number))
            if os.getppid() != parent:
                os._exit(1)

    return before_exec
