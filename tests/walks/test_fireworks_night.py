"""The demo's night, replayed into a running town: cut short once, gone on with, and never doubled."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from town import Relay, Town, wait_for

from presszero.demo.papers import answers, letters
from presszero.processes.ports import free_port

pytestmark = [pytest.mark.walk, pytest.mark.long]

# The clock runs on, so promises may fall due meanwhile; nothing else may happen by itself.
EVERYTHING = (
    "SELECT kind, count(*) FROM ground_record WHERE kind !~ '^promise.(falls|overdue)' GROUP BY 1 ORDER BY 1"
)
REPLAY = (sys.executable, "-m", "presszero.demo.replay", "--at-once")


@pytest.fixture
def port_lumen(demo_database: str, tmp_path: Path) -> Iterator[Town]:
    """The town with its own post office, as `presszero demo` runs it."""
    post_office = {
        "PRESSZERO_POST_OFFICE": "yes",
        "PRESSZERO_RELAY": f"127.0.0.1:{free_port('127.0.0.1')}",
    }
    town = Town(demo_database, tmp_path / "home", Relay(), more=post_office)
    try:
        town.start()
        yield town
    finally:
        town.stop()


def replay(town: Town) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        **town.more,
        "DATABASE_URL": town.database_url,
        "PRESSZERO_HOME": str(town.home),
        "PRESSZERO_PURPOSE": "demo",
        "PRESSZERO_MAIL_DOMAIN": "portlumen.example",
        "PRESSZERO_PUBLIC_URL": town.url,
        "PRESSZERO_PORT": town.url.rpartition(":")[2],
        "PRESSZERO_SMTP_PORT": str(town.smtp_port),
    }
    return subprocess.Popen(REPLAY, env=environment, stdout=subprocess.PIPE)


def finished(running: subprocess.Popen[bytes]) -> str:
    said, _ = running.communicate(timeout=600)
    assert running.returncode == 0
    assert b"Left out" not in said, said.decode()
    return said.decode()


def test_night_cut_short_is_gone_on_with_and_is_there_once(port_lumen: Town) -> None:
    town = port_lumen
    first = replay(town)
    wait_for("the first answer", lambda: town.rows("SELECT 1 FROM cases_contact WHERE kind = 'reply'"))
    first.send_signal(signal.SIGKILL)
    first.communicate()
    assert "The town is awake" in finished(replay(town))
    settled(town)

    assert_every_letter_came_once(town)
    assert_the_desk_looks_lived_in(town)
    assert_no_mail_left(town)

    before = town.rows(EVERYTHING)
    assert finished(replay(town)).strip() == f"The town is awake: {town.url}/demo/"
    settled(town)
    assert town.rows(EVERYTHING) == before


def settled(town: Town) -> None:
    """Wait until all that follows from the letters has been done, the unreadable one's long reading too."""
    for _ in range(5):
        try:
            wait_for(
                "all duties done", lambda: town.rows("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM ground_duty)")
            )
        except AssertionError:
            continue
        return
    pytest.fail(
        "Duties were left: " + str(town.rows("SELECT consequence, attempts, last_error FROM ground_duty"))
    )


def assert_every_letter_came_once(town: Town) -> None:
    told = town.rows("SELECT message_id, count(*) FROM cases_contact WHERE direction = 'in' GROUP BY 1")
    wanted = {letter.message_id for letter in letters() if letter.form not in ("report", "unreadable")}
    assert {message_id for message_id, _ in told} == wanted
    assert all(count == 1 for _, count in told)
    states = dict(town.rows("SELECT state, count(*) FROM email_arrival GROUP BY 1"))
    assert states["quarantined"] == states["bounce"] == 1
    assert states.keys() <= {"read", "quarantined", "bounce", "duplicate"}


def assert_the_desk_looks_lived_in(town: Town) -> None:
    replies = town.rows("SELECT count(*) FROM cases_contact WHERE kind = 'reply'")
    assert replies == [(len(answers()),)]
    promises = town.rows("SELECT state, overdue_at IS NOT NULL FROM cases_promise WHERE kind = 'act'")
    assert ("kept", False) in promises
    assert ("due", True) in promises, "One promise is overdue: nobody rang about the lift."
    states = dict(town.rows("SELECT state, count(*) FROM cases_case GROUP BY 1"))
    assert states["closed"] >= 1
    assert states["waiting"] >= 4
    assert states["open"] > states["waiting"] + states["closed"]
    now = town.rows("SELECT now() + make_interval(secs => clock_offset_seconds) FROM ground_installation")[0][
        0
    ]
    due = [
        due_at
        for (due_at,) in town.rows("SELECT answer_due_at FROM cases_case WHERE state = 'open'")
        if due_at
    ]
    hours = [(due_at - now).total_seconds() / 3600 for due_at in due]
    assert any(hour < 0 for hour in hours)
    assert any(0 < hour <= 2 for hour in hours)
    assert any(hour > 2 for hour in hours)


def assert_no_mail_left(town: Town) -> None:
    sent = town.rows("SELECT count(*) FROM email_outgoing WHERE state IN ('sent', 'bounced')")
    posted = town.rows("SELECT recipient FROM demo_postedletter")
    assert len(posted) == sent[0][0]
    assert all(recipient.endswith(".example") for (recipient,) in posted)
