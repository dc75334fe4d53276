"""Threads that would make the same in the same moment share it; nothing is shared under another key, or late."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from presszero.ground.made_once import MadeOnce

PATIENCE_SECONDS = 20


def test_who_comes_while_it_is_made_waits_for_it() -> None:
    kept, made = MadeOnce[str](keep_seconds=PATIENCE_SECONDS), []
    all_are_here = threading.Barrier(4)

    def ask() -> str:
        all_are_here.wait(PATIENCE_SECONDS)
        return kept.get("list", lambda: made.append(1) or f"drawing {len(made)}")  # type: ignore[func-returns-value]

    with ThreadPoolExecutor(4) as threads:
        got = [asked.result(PATIENCE_SECONDS) for asked in [threads.submit(ask) for _ in range(4)]]
    assert got == ["drawing 1"] * 4
    assert kept.get("another list", lambda: "its own") == "its own"


def test_nothing_is_shared_once_its_time_is_over() -> None:
    kept = MadeOnce[int](keep_seconds=-1)
    assert [kept.get("list", lambda: 1), kept.get("list", lambda: 2)] == [1, 2]


def test_who_comes_after_a_failure_makes_it() -> None:
    kept = MadeOnce[str](keep_seconds=PATIENCE_SECONDS)

    def fail() -> str:
        raise ValueError("Its rows could not be read.")

    with pytest.raises(ValueError, match="could not be read"):
        kept.get("list", fail)
    assert kept.get("list", lambda: "drawn") == "drawn"
