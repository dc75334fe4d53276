"""Taking turns in the database, where no row can be locked because there is none yet."""

from __future__ import annotations

from django.db import connection


def wait_for_turn(name: str) -> None:
    """Hold the name by oneself until the running transaction ends; whoever names the same waits.

    Two names of one hash wait for each other in vain, which costs time and nothing else.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
