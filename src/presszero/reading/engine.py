"""Asking the engine: the process that holds text models, so that no other has to.

It is started by whoever first asks, listens on a socket of the state folder, and ends by itself when nobody asks any more.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings

from presszero.pure.errors import PressZeroError

SOCKET = "engine.sock"
START_SECONDS = 30.0
ANSWER_SECONDS = 15.0
LEARN_SECONDS = 600.0
LOOK_SECONDS = 0.05
LOOK_AGAIN_SECONDS = 5.0


class EngineAway(PressZeroError):
    """The engine could not be reached or started; the rules answer meanwhile."""

    status = 503


class EngineRefused(PressZeroError):
    """The engine read what was asked and could not do it; the sentence says why."""


def ask_engine(what: dict[str, Any], *, patience_seconds: float = ANSWER_SECONDS) -> dict[str, Any]:
    """Return the engine's answer, starting it where it does not run. Raises EngineAway, EngineRefused."""
    return _asked(_connected(_place()), what, patience_seconds)


def ask_if_ready(what: dict[str, Any], *, patience_seconds: float) -> dict[str, Any] | None:
    """Return the engine's answer; None where it does not run yet: it is then started, and nobody waits for it.

    Raises EngineAway, EngineRefused.
    """
    place = _place()
    if talk := _try(place):
        return _asked(talk, what, patience_seconds)
    _start_beside(place)
    return None


def _asked(talk: socket.socket, what: dict[str, Any], patience_seconds: float) -> dict[str, Any]:
    with talk:
        talk.settimeout(patience_seconds)
        try:
            talk.sendall(json.dumps(what).encode() + b"\n")
            with talk.makefile("rb") as heard:
                line = heard.readline()
            answer: dict[str, Any] = json.loads(line)
        except (OSError, ValueError) as error:
            raise EngineAway(f"The engine did not answer within {patience_seconds:g} s ({error}).") from error
    if sentence := answer.get("error"):
        raise EngineRefused(sentence)
    return answer


def _place() -> Path:
    return Path(settings.PRESSZERO.home) / "run" / SOCKET


def _connected(place: Path) -> socket.socket:
    if found := _try(place):
        return found
    started = _start(place)
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if found := _try(place):
            return found
        if started.poll() not in (None, 0):
            raise EngineAway(f"The engine ended with exit {started.returncode}; its output says why.")
        time.sleep(LOOK_SECONDS)
    raise EngineAway(f"The engine was not ready within {START_SECONDS:.0f} seconds; its output says why.")


def _start(place: Path) -> subprocess.Popen[bytes]:
    """Two askers may both start one: the second finds the socket taken and ends at once."""
    place.parent.mkdir(parents=True, exist_ok=True)
    return subprocess.Popen(
        [sys.executable, "-m", "presszero", "engine"],
        stdin=subprocess.DEVNULL,
        env=os.environ | {"PRESSZERO_HOME": str(place.parent.parent)},
    )


_beside: dict[Path, tuple[subprocess.Popen[bytes], float]] = {}


def _start_beside(place: Path) -> None:
    """Start an engine and go on; a process starts one at a time, and not again before the last had time to listen."""
    started, at = _beside.get(place, (None, -START_SECONDS))
    if started is None or (started.poll() is not None and time.monotonic() - at > LOOK_AGAIN_SECONDS):
        _beside[place] = (_start(place), time.monotonic())


def _try(place: Path) -> socket.socket | None:
    talk = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        talk.connect(str(place))
    except OSError:
        talk.close()
        return None
    return talk
