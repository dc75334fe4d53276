"""The worker: does what follows, survives what fails, and stops when it is told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from tests.walks.town import Relay, wait_for

from presszero.ground import jobs
from presszero.processes.ready import read_mark, wait_ready

Rows = Callable[[str], list[tuple[object, ...]]]


@pytest.fixture
def database(migrated_database: str) -> str:
    environment = os.environ | {"DATABASE_URL": migrated_database}
    subprocess.run([sys.executable, "-m", "presszero", "town"], env=environment, check=True)
    return migrated_database


@pytest.fixture
def rows(database: str) -> Rows:
    def ask(query: str) -> list[tuple[object, ...]]:
        with psycopg.connect(database, autocommit=True) as connection:
            done = connection.execute(query)
            return done.fetchall() if done.description else []

    return ask


@pytest.fixture
def start(database: str, tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start a worker that sends through a relay of the test's own."""
    started: list[subprocess.Popen[bytes]] = []

    def begin(**settings: str) -> subprocess.Popen[bytes]:
        home = tmp_path / f"home-{len(started)}"
        environment = os.environ | {"DATABASE_URL": database, "PRESSZERO_HOME": str(home)} | settings
        log = (tmp_path / "log.txt").open("ab")
        started.append(
            subprocess.Popen(
                [sys.executable, "-m", "presszero", "work"], env=environment, stdout=log, stderr=log
            )
        )
        wait_ready(home, "worker", started[-1].pid)
        return started[-1]

    yield begin
    for process in started:
        process.terminate()
        process.wait(120)


LETTER = b"From: Maren <maren@lakemail.example>\r\nMessage-ID: <1@lakemail.example>\r\n\r\nWhy was the bus late?\r\n"


def keep(database: str, raw: bytes = LETTER, number: int = 1) -> None:
    """Keep a mail as the door does, from a process of its own."""
    program = (
        "import sys, django; django.setup()\n"
        "from presszero.processes.mail import keep_in_database\n"
        "keep_in_database(sys.stdin.buffer.read(), 'maren@lakemail.example', ['transit@portlumen.example'], '')\n"
    )
    environment = os.environ | {"DATABASE_URL": database}
    subprocess.run([sys.executable, "-c", program], env=environment, input=raw, check=True)


def test_every_job_is_known_to_the_queue_that_the_worker_runs() -> None:
    # A worker marks a job that it does not know as failed, and only the sweep would send the mail.
    from procrastinate.contrib.django import app

    assert set(jobs._jobs.tasks) <= set(app.tasks)
    assert "email.send" in app.tasks


def test_mail_that_waits_is_read_and_answered_once_by_two_workers(
    database: str, rows: Rows, start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    relay = Relay()
    relay.start()
    keep(database)
    for _ in range(2):
        start(PRESSZERO_RELAY=f"127.0.0.1:{relay.port}")
    wait_for("the answer", lambda: rows("SELECT 1 FROM email_outgoing WHERE state = 'sent'"))
    wait_for("every duty being done", lambda: not rows("SELECT 1 FROM ground_duty"))
    assert rows("SELECT count(*) FROM cases_case") == [(1,)]
    assert len(relay.taken) == 1
    assert rows("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'") == [(0,)]


@pytest.mark.long
def test_without_a_relay_the_answer_waits_and_leaves_once_there_is_one(
    database: str, rows: Rows, start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    keep(database)
    first = start()
    wait_for("the answer being written", lambda: rows("SELECT 1 FROM email_outgoing WHERE state = 'waiting'"))
    first.terminate()
    assert first.wait(120) == 0
    relay = Relay()
    relay.start()
    start(PRESSZERO_RELAY=f"127.0.0.1:{relay.port}")
    wait_for("the answer", lambda: relay.taken)


@pytest.mark.long
def test_relay_that_refuses_for_now_is_tried_again_by_the_business_clock(
    database: str, rows: Rows, start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    busy = ["451 4.3.0 Come back later"]
    relay = Relay(refuse=lambda: busy[0] if busy else None)
    relay.start()
    keep(database)
    start(PRESSZERO_RELAY=f"127.0.0.1:{relay.port}")
    wait_for(
        "the first try", lambda: rows("SELECT 1 FROM email_outgoing WHERE attempts = 1 AND state = 'waiting'")
    )
    busy.clear()
    hour = timedelta(hours=1).total_seconds()
    rows(f"UPDATE ground_installation SET clock_offset_seconds = clock_offset_seconds + {hour}")
    wait_for("the second try", lambda: relay.taken)
    wait_for("its end", lambda: rows("SELECT 1 FROM email_outgoing WHERE attempts = 2 AND state = 'sent'"))


@pytest.mark.long
def test_duty_that_fails_holds_up_only_its_own_mail(
    database: str, rows: Rows, start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    keep(database)
    rows("UPDATE email_arrival SET envelope_to = '7'")  # a row that no code of ours writes
    keep(database, LETTER.replace(b"<1@", b"<2@"))
    start()
    wait_for(
        "the second letter",
        lambda: rows("SELECT 1 FROM cases_contact WHERE message_id = '2@lakemail.example'"),
    )
    assert rows("SELECT consequence, attempts > 0 FROM ground_duty WHERE consequence = 'read_mail'") == [
        ("read_mail", True)
    ]


def test_worker_that_is_told_to_stop_ends_in_order(
    start: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    worker = start()
    assert read_mark(tmp_path / "home-0", "worker")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(120) == 0
