"""The embedded server: what it is like once it runs, and who may use it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from presszero.config.addresses import django_database
from presszero.processes.orphans import server_processes
from presszero.processes.postgres import DatabaseWillNotStart, EmbeddedPostgres
from presszero.processes.postgres_address import KEEPER


@pytest.fixture(params=["unix", pytest.param("tcp", marks=pytest.mark.long)])
def running(request: pytest.FixtureRequest, reachable_folder: Path) -> Iterator[EmbeddedPostgres]:
    with EmbeddedPostgres(
        reachable_folder / "home", fast_and_loose=True, transport=request.param
    ) as postgres:
        yield postgres


def _answer(url: str, question: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(question).fetchone()
    return row and row[0]


def _with_password(url: str, password: str) -> str:
    parts = django_database(url)
    return psycopg.conninfo.make_conninfo(
        host=parts["HOST"], port=parts["PORT"], user=parts["USER"], dbname=parts["NAME"], password=password
    )


def test_started_server_answers_and_keeps_rows_over_a_restart(running: EmbeddedPostgres) -> None:
    with psycopg.connect(running.url()) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    running.stop()
    assert not running.is_answering()
    running.start()
    assert _answer(running.url(), "SELECT number FROM kept") == 7


def test_new_database_has_checksums_and_sorts_the_same_everywhere(running: EmbeddedPostgres) -> None:
    assert _answer(running.url(), "SHOW data_checksums") == "on"
    assert _answer(running.url(), "SHOW server_encoding") == "UTF8"
    found = "SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname = current_database()"
    assert _answer(running.url(), found) == "bC.UTF-8"
    assert _answer(running.url(), "SHOW jit") == "off"


def test_application_is_no_superuser(running: EmbeddedPostgres) -> None:
    assert _answer(running.url(), "SHOW is_superuser") == "off"
    with pytest.raises(psycopg.errors.InsufficientPrivilege), psycopg.connect(running.url()) as connection:
        connection.execute("COPY (SELECT 1) TO PROGRAM 'cat'")


@pytest.mark.parametrize("role", ["presszero", KEEPER])
def test_wrong_or_missing_password_is_refused(running: EmbeddedPostgres, role: str) -> None:
    url = running.url("postgres", role)
    assert _answer(url, "SELECT 1") == 1
    for password in ("", "wrong"):
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(_with_password(url, password))


def test_server_user_cannot_sign_in_by_being_itself(running: EmbeddedPostgres) -> None:
    rules = (running.data / "pg_hba.conf").read_text().splitlines()
    methods = {line.split()[-1] for line in rules if line.strip() and not line.startswith("#")}
    assert methods == {"scram-sha-256"}


def test_passwords_are_closed_to_others(running: EmbeddedPostgres) -> None:
    for name in ("keeper.password", "presszero.password", "log", "start.lock", "use.lock"):
        assert stat.S_IMODE((running.folder / name).stat().st_mode) == 0o600, name
    assert stat.S_IMODE(running.data.stat().st_mode) == 0o700


def test_log_tells_no_values_of_rows(running: EmbeddedPostgres) -> None:
    with (
        psycopg.connect(running.url()) as connection,
        pytest.raises(psycopg.errors.InvalidTextRepresentation),
    ):
        connection.execute("SELECT 'maren.oduya@lumen.example'::integer")
    assert "maren" not in (running.folder / "log").read_text()


def test_two_starters_share_one_server_and_the_last_one_ends_it(reachable_folder: Path) -> None:
    first = EmbeddedPostgres(reachable_folder / "home", fast_and_loose=True)
    second = EmbeddedPostgres(reachable_folder / "home", fast_and_loose=True)
    first.start()
    one = (first.data / "postmaster.pid").read_text()
    second.start()
    assert (first.data / "postmaster.pid").read_text() == one
    assert _answer(first.url(), "SELECT pg_backend_pid()") != _answer(second.url(), "SELECT pg_backend_pid()")
    first.stop()
    assert _answer(second.url(), "SELECT 1") == 1
    second.stop()
    assert not second.is_answering() and not server_processes(second.data)


def test_starters_in_four_processes_at_once_get_one_server(reachable_folder: Path) -> None:
    program = (
        "import pathlib, sys; from presszero.processes.postgres import EmbeddedPostgres\n"
        "server = EmbeddedPostgres(pathlib.Path(sys.argv[1]), fast_and_loose=True); server.start()\n"
        "print((server.data / 'postmaster.pid').read_text().split()[0], flush=True); sys.stdin.read(); server.stop()"
    )
    command = [sys.executable, "-c", program, str(reachable_folder / "home")]
    starters = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    seen = {starter.stdout.readline() for starter in starters if starter.stdout}
    assert len(seen) == 1 and seen != {""}
    for starter in starters:
        starter.communicate()
    assert not server_processes(reachable_folder / "home" / "postgresql" / "data")


def test_data_of_another_version_says_how_to_move_it(running: EmbeddedPostgres) -> None:
    running.stop()
    (running.data / "PG_VERSION").write_text("16\n")
    with pytest.raises(
        DatabaseWillNotStart, match=r"PostgreSQL 16, .* carries 18\. .*`pg_dump .*`pg_restore"
    ):
        running.start()


def test_kill_while_making_leaves_nothing_half_made(reachable_folder: Path) -> None:
    postgres = EmbeddedPostgres(reachable_folder / "home", fast_and_loose=True)
    half = postgres.folder / "data.new" / "base"
    half.mkdir(parents=True)
    (half / "half").touch()
    with postgres:
        assert _answer(postgres.url(), "SELECT 1") == 1
    assert not half.exists()


def test_long_path_falls_back_to_loopback(reachable_folder: Path) -> None:
    with EmbeddedPostgres(reachable_folder / ("far" * 30), fast_and_loose=True) as postgres:
        assert postgres.address.transport == "tcp"
        assert _answer(postgres.url(), "SELECT 1") == 1


def test_server_that_cannot_start_says_its_last_words(running: EmbeddedPostgres) -> None:
    running.stop()
    (running.data / "postgresql.conf").write_text("no_such_setting = on\n")
    with pytest.raises(DatabaseWillNotStart, match="no_such_setting"):
        running.start()
    assert not server_processes(running.data)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another user")
def test_under_root_the_server_is_a_system_user_and_no_folder_above_is_opened(reachable_folder: Path) -> None:
    above = reachable_folder / "above"
    above.mkdir(mode=0o711)
    before = [stat.S_IMODE(folder.stat().st_mode) for folder in (reachable_folder, above)]
    with EmbeddedPostgres(above / "home", fast_and_loose=True) as postgres:
        owners = {path.owner() for path in [postgres.data, *postgres.data.rglob("*")]}
        users = {Path(f"/proc/{process}").owner() for process in server_processes(postgres.data)}
    assert owners == users == {"presszero"}
    assert before == [stat.S_IMODE(folder.stat().st_mode) for folder in (reachable_folder, above)]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another user")
def test_under_root_a_closed_home_is_refused_and_stays_closed(reachable_folder: Path) -> None:
    closed = reachable_folder / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(DatabaseWillNotStart, match="Set PRESSZERO_HOME to a folder outside"):
        EmbeddedPostgres(closed / "home", fast_and_loose=True).start()
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
