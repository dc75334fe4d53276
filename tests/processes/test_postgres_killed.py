"""The embedded server after kill -9: what it leaves behind, and that the next start copes with it."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from tests.waiting import wait_for

from presszero.processes import postgres as postgres_module
from presszero.processes.orphans import end_processes, server_processes
from presszero.processes.postgres import DatabaseWillNotStart, EmbeddedPostgres

# Long enough to outlive any test, and deaf: it never looks whether its postmaster is alive.
BUSY = "SELECT count(*) FROM generate_series(1, 1000000000) AS a, generate_series(1, 1000) AS b WHERE a = -b"


@pytest.fixture
def killed(reachable_folder: Path) -> Iterator[EmbeddedPostgres]:
    """A server whose postmaster was killed while two backends were busy; they live on."""
    postgres = EmbeddedPostgres(reachable_folder / "home", fast_and_loose=True)
    postgres.start()
    with psycopg.connect(postgres.url()) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    with _busy_backends(postgres, 2):
        os.kill(int((postgres.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        _reap(postgres)
        yield postgres
        end_processes(postgres.data)
    postgres.stop()


@contextmanager
def _busy_backends(postgres: EmbeddedPostgres, number: int) -> Iterator[None]:
    connections = [psycopg.connect(postgres.url(), autocommit=True) for _ in range(number)]
    with ThreadPoolExecutor(number) as pool:
        asked = [pool.submit(_ask_until_cut, connection) for connection in connections]
        with psycopg.connect(postgres.url("postgres", "keeper"), autocommit=True) as watcher:
            wait_for("the backends being busy", lambda: _busy(watcher) == number)
        yield
        for answer in asked:
            answer.result()


def _busy(watcher: psycopg.Connection) -> int:
    row = watcher.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND usename = 'presszero'"
    ).fetchone()
    return row[0] if row else 0


def _ask_until_cut(connection: psycopg.Connection) -> None:
    with pytest.raises(psycopg.OperationalError):
        connection.execute(BUSY)


def _reap(postgres: EmbeddedPostgres) -> None:
    assert postgres.process
    postgres.process.wait()


def test_orphaned_backends_are_ended_and_the_next_start_succeeds(killed: EmbeddedPostgres) -> None:
    orphans = server_processes(killed.data)
    assert orphans, "nothing was left behind: the test lost its subject"
    killed.start()
    assert not set(orphans) & set(server_processes(killed.data))
    with psycopg.connect(killed.url()) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_without_ending_the_orphans_the_start_fails(
    killed: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_module, "end_processes", lambda _folder: [])
    with pytest.raises(DatabaseWillNotStart, match="shared memory|Address already in use"):
        killed.start()


def test_stale_mark_that_names_a_living_stranger_does_not_stop_the_start(reachable_folder: Path) -> None:
    postgres = EmbeddedPostgres(reachable_folder / "home", fast_and_loose=True)
    with postgres:
        mark = (postgres.data / "postmaster.pid").read_text()
    # A stranger of the same user: only such a one makes PostgreSQL itself refuse.
    stranger = subprocess.Popen(["sleep", "600"], user=postgres.data.stat().st_uid, cwd="/")
    try:
        (postgres.data / "postmaster.pid").write_text(
            mark.replace(mark.split("\n", 1)[0], str(stranger.pid), 1)
        )
        with postgres:
            assert postgres.is_answering()
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_server_still_on_its_way_up_is_joined_and_not_ended(
    reachable_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with EmbeddedPostgres(reachable_folder / "home", fast_and_loose=True) as first:
        postmaster = (first.data / "postmaster.pid").read_text()
        second = EmbeddedPostgres(reachable_folder / "home", fast_and_loose=True)
        answers = iter([False, False])
        monkeypatch.setattr(
            second, "is_answering", lambda: next(answers, None) is None and first.is_answering()
        )
        second.start()
        assert (first.data / "postmaster.pid").read_text() == postmaster
        second.stop()


def test_somebody_elses_program_in_the_data_folder_is_left_alone(reachable_folder: Path) -> None:
    here = Path.cwd()
    with EmbeddedPostgres(reachable_folder / "home", fast_and_loose=True) as postgres:
        pass
    os.chdir(postgres.data)
    try:
        assert server_processes(postgres.data) == [] == end_processes(postgres.data)
    finally:
        os.chdir(here)
