"""Waking readers of the record: a LISTEN that never touches Django's connections."""

from __future__ import annotations

from collections.abc import Callable

import psycopg

from presszero.ground.record import CHANNEL


def wait_for_lines(database_url: str, stopping: Callable[[], bool], woken: Callable[[], None]) -> None:
    """Call woken whenever new lines were sealed, and at least every second, until stopping()."""
    while not stopping():
        try:
            with psycopg.connect(
                database_url, autocommit=True, application_name="presszero-reader"
            ) as connection:
                connection.execute(f"LISTEN {CHANNEL}")
                while not stopping():
                    for _ in connection.notifies(timeout=1, stop_after=1):
                        pass
                    woken()
        except psycopg.OperationalError:
            woken()
