"""Finding and ending what a killed database server left behind."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")


def server_processes(data_folder: Path) -> list[int]:
    """Return the ids of the PostgreSQL processes whose working folder is `data_folder`.

    The file postmaster.pid cannot tell: a backend lives on after its postmaster was killed, holds the
    shared memory, and every restart fails. Only PostgreSQL is named, so that somebody's shell which
    stands in the folder is left alone.
    """
    if not PROC.is_dir():
        return []
    return [
        int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit() and _serves(entry, data_folder)
    ]


def end_processes(data_folder: Path, patience_seconds: float = 5.0) -> list[int]:
    """End every PostgreSQL process of `data_folder`, first with SIGQUIT, then with SIGKILL; return their ids."""
    found = server_processes(data_folder)
    _signal_all(found, signal.SIGQUIT)
    until = time.monotonic() + patience_seconds
    while (left := server_processes(data_folder)) and time.monotonic() < until:
        # One that is deep in a computation hears SIGQUIT late; its rows are safe either way.
        if time.monotonic() > until - patience_seconds / 2:
            _signal_all(left, signal.SIGKILL)
        time.sleep(0.02)
    return found


def _serves(entry: Path, data_folder: Path) -> bool:
    try:
        program = (entry / "exe").readlink().name.removesuffix(" (deleted)")
        return program == "postgres" and (entry / "cwd").samefile(data_folder)
    except OSError:
        # Gone meanwhile, or somebody else's: then it is not ours to end.
        return False


def _signal_all(processes: list[int], number: int) -> None:
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, number)
