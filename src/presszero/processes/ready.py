"""Ready marks: how a process tells that it serves. A mark is a file, home/run/<name>.ready, holding JSON."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

from presszero.pure.errors import PressZeroError


class NeverReady(PressZeroError):
    """A process did not leave its mark in the time it was given."""


def mark_ready(name: str, **facts: Any) -> None:
    """Say that this process serves; called by the process itself, with what others need (port=…).

    name: front, worker, mail, … ; the state folder comes from PRESSZERO_HOME.
    """
    if home := os.environ.get("PRESSZERO_HOME"):
        write_mark(Path(home), name, {"pid": os.getpid(), **facts})


def write_mark(home: Path, name: str, facts: dict[str, Any]) -> None:
    """Put a mark in place at once: a reader sees all of it or none."""
    write_privately(_mark(home, name), json.dumps(facts))


def read_mark(home: Path, name: str) -> dict[str, Any] | None:
    """Return a mark's facts, or None while there is no mark."""
    try:
        facts: dict[str, Any] = json.loads(_mark(home, name).read_text())
    except FileNotFoundError:
        return None
    return facts


def remove_mark(home: Path, name: str) -> None:
    """Take a mark away; the supervisor does so before it starts the process."""
    _mark(home, name).unlink(missing_ok=True)


def wait_ready(
    home: Path, name: str, pid: int | None = None, patience_seconds: float = 60.0
) -> dict[str, Any]:
    """Wait until a process has left its mark (the process `pid`, where one is named) and return its facts.

    Raises NeverReady after patience_seconds.
    """
    until = time.monotonic() + patience_seconds
    while time.monotonic() < until:
        facts = read_mark(home, name)
        if facts and pid in (None, facts["pid"]):
            return facts
        time.sleep(0.02)
    raise NeverReady(f"{name} was not ready within {patience_seconds:.0f} seconds; its output says why.")


def write_privately(path: Path, words: str) -> None:
    """Write a small file that only its owner may read, whole or not at all, a power cut included."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    with draft.open("w") as file:
        file.write(words)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _mark(home: Path, name: str) -> Path:
    return home / "run" / f"{name}.ready"
