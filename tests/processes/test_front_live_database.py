"""Live events from a real record, through a real front."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import psycopg
import pytest
from tests.processes.front_app.client import RunningFront
from tests.waiting import wait_for

TABLE = """
    CREATE TABLE ground_record (id bigserial PRIMARY KEY, kind text, about_kind text, about_id bigint,
        case_id bigint, team_id bigint, at timestamptz, position bigint UNIQUE)
"""
LINE = """
    INSERT INTO ground_record (kind, about_kind, about_id, case_id, team_id, at, position)
    SELECT 'case.opened', 'cases.case', 1, 1, %s, now(), coalesce(max(position), 0) + 1 FROM ground_record
"""


@pytest.fixture
def record(fresh_database: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(fresh_database, autocommit=True) as connection:
        connection.execute(TABLE)
        yield connection


@pytest.fixture
def front(record: psycopg.Connection, fresh_database: str) -> Iterator[RunningFront]:
    running = RunningFront(database=fresh_database)
    yield running
    running.end()


def seal(record: psycopg.Connection, *teams: int | None) -> None:
    for team_id in teams:
        record.execute(LINE, (team_id,))
    record.execute("NOTIFY presszero_record")


def screen(front: RunningFront, teams: str, after: int | None = None) -> socket.socket:
    resume = "" if after is None else f"Last-Event-ID: {after}\r\n"
    return front.raw(f"GET /events HTTP/1.1\r\nHost: a\r\nCookie: teams={teams}\r\n{resume}\r\n".encode())


def heard_until(connection: socket.socket, words: str) -> list[int]:
    content = b""
    while words.encode() not in content:
        part = connection.recv(65536)
        assert part, f"closed before {words!r}: {content!r}"
        content += part
    pieces = content.decode().split("id: ")[1:]
    return [int(piece.split("\n")[0]) for piece in pieces if "event: record" in piece]


def test_screen_resumes_after_a_broken_connection_without_a_miss(
    front: RunningFront, record: psycopg.Connection
) -> None:
    first = screen(front, "all")
    heard_until(first, "id: 0\n")
    seal(record, 1, 2, None)
    assert heard_until(first, "id: 3\nevent: record") == [1, 2, 3]
    first.close()
    seal(record, 1, 2)
    again = screen(front, "all", after=3)
    assert heard_until(again, "id: 5\nevent: record") == [4, 5]
    seal(record, 1)
    assert heard_until(again, "id: 6\nevent: record") == [6]


def test_screen_of_one_team_hears_nothing_of_another(front: RunningFront, record: psycopg.Connection) -> None:
    agent = screen(front, "2")
    heard_until(agent, "id: 0\n")
    seal(record, 1, None, 2)
    assert heard_until(agent, "id: 3\nevent: record") == [3]


def test_lines_are_heard_after_the_database_cut_every_connection(
    front: RunningFront, record: psycopg.Connection
) -> None:
    leader = screen(front, "all")
    heard_until(leader, "id: 0\n")
    record.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'presszero live'"
    )
    seal(record, 1)
    assert heard_until(leader, "id: 1\nevent: record") == [1]
    wait_for("the front being ready again", lambda: front.get("/ready")[0].status == 200)


def test_stranger_hears_nothing(front: RunningFront) -> None:
    assert front.get("/events")[0].status == 401
    assert front.get("/events", method="POST", Cookie="teams=all")[0].status == 405


def test_stopping_front_says_goodbye_to_its_screens(front: RunningFront) -> None:
    leader = screen(front, "all")
    heard_until(leader, "id: 0\n")
    front.process.terminate()
    heard_until(leader, "event: goodbye")
    assert front.end() == 0


def test_front_without_a_database_is_alive_and_not_ready() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        front = RunningFront(database=f"postgresql://nobody@127.0.0.1:{port}/none")
        try:
            assert front.get("/health")[0].status == 200
            answer, words = front.get("/ready")
            assert answer.status == 503
            assert b'"database":false' in words
        finally:
            assert front.end() == 0
