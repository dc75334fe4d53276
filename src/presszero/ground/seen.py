"""Which state of the database a reading sees, so that what was made of the same state can be told from what was not."""

from __future__ import annotations

from django.db import connection


def state_seen() -> str | None:
    """Return a name of all that has been committed by now: it is another one after every commit that wrote anything.

    None inside a transaction, whose own writes the name does not tell. (PostgreSQL: pg_current_snapshot.)
    """
    if connection.in_atomic_block:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        return str(cursor.fetchone()[0])
