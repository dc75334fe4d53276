"""The engine alone: started by its command, answering, ending by itself."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "run").mkdir()
    return tmp_path


def started(home: Path, idle_seconds: str = "60") -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "presszero", "engine", "--idle-seconds", idle_seconds]
    return subprocess.Popen(command, env=os.environ | {"PRESSZERO_HOME": str(home)})


def asked(home: Path, what: object) -> dict[str, str]:
    until = time.monotonic() + 120
    while True:
        with socket.socket(socket.AF_UNIX) as talk:
            try:
                talk.connect(str(home / "run" / "engine.sock"))
            except OSError:
                assert time.monotonic() < until, "the engine never listened"
                time.sleep(0.02)
                continue
            talk.sendall(json.dumps(what).encode() + b"\n")
            answer: dict[str, str] = json.loads(talk.makefile().readline())
            return answer


def test_one_engine_answers_and_a_second_ends_at_once(home: Path) -> None:
    first = started(home)
    try:
        told = asked(home, {"do": "sort", "model": "ab" * 32, "text": "Hello"})
        assert "is not in the file store" in told["error"]
        assert "failed" in asked(home, {"do": "dance"})["error"]
        assert (home / "run" / "engine.sock").stat().st_mode & 0o077 == 0
        assert started(home).wait(120) == 0 and first.poll() is None
    finally:
        first.terminate()
        first.wait(60)


def test_idle_engine_ends_by_itself(home: Path) -> None:
    assert started(home, idle_seconds="0.1").wait(120) == 0
    assert not (home / "run" / "engine.sock").exists()
