"""The sealer gives committed lines a gap-free position and the chain's hash, then wakes listeners.

Ids are handed out before the commit, so they commit out of order; a reader
that resumed by id would skip the late ones. One sealer at a time, on any host,
holds the advisory lock; a position is only ever given to a committed line.
"""

from __future__ import annotations

import logging
import threading
from typing import Any

import psycopg
from psycopg.rows import dict_row

from presszero.ground.fail_points import reach
from presszero.ground.record import CHANNEL, GENESIS, chained

LOCK = 0x70726573  # "pres": one number, the same on every host
BATCH_LINES = 2000
REST_SECONDS = 0.03
log = logging.getLogger("presszero.sealer")

_UNSEALED = """
    SELECT id, kind, about_kind, about_id, case_id, team_id, actor_kind, actor_id, at, facts
    FROM ground_record WHERE position IS NULL ORDER BY id LIMIT %s
"""
_SEAL = """
    UPDATE ground_record AS line SET position = sealed.position, hash = sealed.hash
    FROM unnest(%s::bigint[], %s::bigint[], %s::bytea[]) AS sealed(id, position, hash)
    WHERE line.id = sealed.id
"""


def seal_batch(connection: psycopg.Connection[Any]) -> int:
    """Seal what has committed; return how many lines. The caller holds the lock."""
    with connection.transaction(), connection.cursor(row_factory=dict_row) as cursor:
        cursor.execute("SET LOCAL synchronous_commit = on")
        lines = cursor.execute(_UNSEALED, (BATCH_LINES,)).fetchall()
        if not lines:
            return 0
        position, previous = _end_of_chain(cursor)
        sealed: list[tuple[int, int, bytes]] = []
        for line in lines:
            position += 1
            previous = chained(previous, {**line, "position": position})
            sealed.append((line["id"], position, previous))
        cursor.execute(_SEAL, tuple(map(list, zip(*sealed, strict=True))))
        reach("before-seal-commit")
    reach("after-seal-commit")
    # NOTIFY inside the transaction takes a global lock at commit: a fifth of the commits per second.
    connection.execute(f"NOTIFY {CHANNEL}")
    return len(sealed)


def _end_of_chain(cursor: psycopg.Cursor[dict[str, Any]]) -> tuple[int, bytes]:
    last = cursor.execute(
        "SELECT position, hash FROM ground_record WHERE position IS NOT NULL ORDER BY position DESC LIMIT 1"
    ).fetchone()
    return (last["position"], last["hash"]) if last else (0, GENESIS)


def run_sealer(database_url: str, stop: threading.Event) -> None:
    """Seal until told to stop; connect again when the database was away."""
    while not stop.is_set():
        try:
            with psycopg.connect(
                database_url, autocommit=True, application_name="presszero-sealer"
            ) as connection:
                _seal_while_locked(connection, stop)
        except psycopg.OperationalError as error:
            log.warning("sealer waits for the database", extra={"facts": {"error": type(error).__name__}})
            stop.wait(1)


def _seal_while_locked(connection: psycopg.Connection[Any], stop: threading.Event) -> None:
    while not stop.is_set():
        row = connection.execute("SELECT pg_try_advisory_lock(%s)", (LOCK,)).fetchone()
        if row and row[0]:
            break
        stop.wait(1)
    while not stop.is_set():
        if seal_batch(connection) < BATCH_LINES:
            stop.wait(REST_SECONDS)
