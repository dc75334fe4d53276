"""The sealer in a test: one batch now, over a connection of its own."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import Any

import psycopg
from django.db import connection
from tests.cluster import named

from presszero.ground.sealer import BATCH_LINES, seal_batch


def this_database() -> str:
    """Return the URL of the database that Django uses in this test."""
    return named(os.environ["DATABASE_URL"], connection.settings_dict["NAME"])


def seal() -> int:
    """Seal all that has committed; return how many lines. For transactional tests only."""
    sealed = 0
    with psycopg.connect(this_database(), autocommit=True) as own:
        while batch := seal_batch(own):
            sealed += batch
            if batch < BATCH_LINES:
                break
    return sealed


class Colleague(threading.Thread):
    """Another connection: does one act in a thread of its own and keeps what came of it."""

    def __init__(self, act: Callable[[], Any]) -> None:
        super().__init__(daemon=True)
        self._act = act
        self.answer: Any = None
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            self.answer = self._act()
        except Exception as error:
            self.error = error
        finally:
            connection.close()

    def done(self) -> Colleague:
        """Wait for the end, bounded only against what will never come."""
        self.join(120)
        assert not self.is_alive(), "the colleague's act never ended"
        return self


def waits_for_a_lock() -> bool:
    """Return whether some connection of this database stands before a lock."""
    with psycopg.connect(this_database(), autocommit=True) as own:
        row = own.execute(
            "SELECT count(*) FROM pg_stat_activity "
            "WHERE datname = current_database() AND wait_event_type = 'Lock'"
        ).fetchone()
    return bool(row and row[0])
