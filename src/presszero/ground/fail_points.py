"""Named places where a test may kill a process, so that no test has to hit a moment."""

from __future__ import annotations

import os
import signal

from django.conf import settings


def reach(name: str) -> None:
    """Die here, once, if the test says so. Nothing happens outside a test installation."""
    if settings.PRESSZERO.fail_at != name:
        return
    spent = settings.PRESSZERO.home / "run" / f"failed-at-{name}"
    spent.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.close(os.open(spent, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return
    os.kill(os.getpid(), signal.SIGKILL)
