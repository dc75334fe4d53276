"""Processes are killed at the worst places: nothing that was taken is lost, and nothing is doubled.

The one window that SMTP leaves open, the far end's 250 before our commit, gives a copy with the same Message-ID.
"""

from __future__ import annotations

import json
import os
import signal
import smtplib
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from installation import Visitor, hand_in, has_failed_at, is_at_rest, whole_record
from letters import MAREN, mail, maren_writes
from town import Relay, Town, wait_for

from presszero.processes.postgres import EmbeddedPostgres
from presszero.processes.ready import read_mark

pytestmark = pytest.mark.walk
Start = Callable[..., Town]

BEFORE_250 = ["before-arrival-commit", "after-arrival-commit"]
AFTERWARDS = [
    "before-seal-commit",
    "after-seal-commit",
    "before-duties-commit",
    "after-duties-commit",
    "after-mail-was-read",
    "before-intake-commit",
    "after-intake-commit",
    "before-duty-commit",
    "after-duty-commit",
    "before-letter-commit",
    "before-mail-leaves",
    "after-sending-commit",
]
TELLING = {"after-arrival-commit"}


@pytest.fixture
def start(
    new_database: Callable[..., str], town_template: str, relay: Relay, tmp_path: Path
) -> Iterator[Start]:
    """Start a test installation; fail_at names where one of its processes dies, once."""
    started: list[Town] = []

    def begin(fail_at: str = "", database_url: str = "") -> Town:
        more = {"PRESSZERO_PURPOSE": "test", "PRESSZERO_FAIL_AT": fail_at}
        started.append(Town(database_url or new_database(town_template), tmp_path / "home", relay, more))
        started[-1].start()
        return started[-1]

    yield begin
    for town in started:
        town.stop()


def telling(points: list[str]) -> list[object]:
    """Keep the most telling points for every run and the others for the long one."""
    return [point if point in TELLING else pytest.param(point, marks=pytest.mark.long) for point in points]


def assert_one_case_and_one_answer(town: Town, relay: Relay, copies: int = 1) -> None:
    wait_for("the town being at rest", lambda: is_at_rest(town))
    assert town.rows("SELECT count(*) FROM cases_case") == [(1,)]
    told = town.rows("SELECT direction, kind, count(*) FROM cases_contact GROUP BY 1, 2 ORDER BY 1")
    assert told == [("in", "letter", 1), ("out", "acknowledgement", 1)]
    assert town.rows("SELECT count(*) FROM cases_promise") == [(1,)]
    assert len(relay.to(MAREN)) == copies
    assert len({one["Message-ID"] for one in relay.to(MAREN)}) == 1
    assert whole_record(town)


@pytest.mark.parametrize("point", telling(BEFORE_250 + AFTERWARDS))
def test_letter_becomes_one_case_and_one_answer_wherever_a_process_dies(
    point: str, start: Start, relay: Relay, tmp_path: Path
) -> None:
    town = start(fail_at=point)
    tries = hand_in(town, maren_writes(), sender=MAREN)
    wait_for(f"the death at {point}", lambda: has_failed_at(tmp_path / "home", point))
    if point in BEFORE_250:
        assert tries > 1
    assert_one_case_and_one_answer(town, relay)


def test_far_end_that_took_a_mail_gets_at_most_a_copy_with_the_same_message_id(
    start: Start, relay: Relay, tmp_path: Path
) -> None:
    town = start(fail_at="after-peer-accepted")
    hand_in(town, maren_writes(), sender=MAREN)
    wait_for("the death", lambda: has_failed_at(tmp_path / "home", "after-peer-accepted"))
    assert_one_case_and_one_answer(town, relay, copies=2)


@pytest.mark.long
def test_form_pressed_again_after_the_front_died_is_one_case(start: Start, tmp_path: Path) -> None:
    town = start(fail_at="after-form-commit")
    visitor = Visitor(town)
    token = visitor.field("/write/", "token")
    page = visitor.post(
        "/write/", token=token, name="Maren", email=MAREN, message="Why did bus 7 not stop at Pier Street?"
    )
    assert has_failed_at(tmp_path / "home", "after-form-commit")
    assert "PL-" in page
    wait_for("the town being at rest", lambda: is_at_rest(town))
    assert town.rows("SELECT count(*) FROM cases_case") == [(1,)]


@pytest.mark.long
@pytest.mark.parametrize("point", ["before-reply-commit", "after-reply-commit", "before-letter-commit"])
def test_reply_is_sent_once_wherever_a_process_dies(
    point: str, start: Start, relay: Relay, tmp_path: Path
) -> None:
    ask = mail(
        subject="Line 7",
        text="Why did bus 7 not stop at Pier Street?\n",
        message_id="one@lakemail.example",
        Auto_Submitted="no",
    )
    town = start(fail_at="" if point == "before-letter-commit" else point)
    hand_in(town, ask, sender=MAREN)
    wait_for("the acknowledgement", lambda: relay.to(MAREN))
    case = town.rows("SELECT id FROM cases_case")[0][0]
    points = [row[0] for row in town.rows("SELECT id FROM cases_point")]
    visitor = Visitor(town)
    visitor.step_in("Tomas Vell")
    if point == "before-letter-commit":
        town.stop()
        town.more["PRESSZERO_FAIL_AT"] = point
        town.start()
    desk, words = f"/desk/cases/{case}/", "Bus 7 did not stop at Pier Street because it was full."
    visitor.get(desk)
    visitor.post(f"{desk}draft/", body=words)
    for number in points:
        visitor.post(f"{desk}draft/marks/", point=str(number), **{"as": "answered"})
    visitor.post(f"{desk}replies/", body=words)
    wait_for(f"the death at {point}", lambda: has_failed_at(tmp_path / "home", point))
    wait_for("the reply", lambda: len(relay.to(MAREN)) >= 2)
    wait_for("the town being at rest", lambda: is_at_rest(town))
    assert len(relay.to(MAREN)) == 2
    assert town.rows("SELECT count(*) FROM cases_contact WHERE kind = 'reply'") == [(1,)]
    assert town.rows("SELECT count(*) FROM ground_record WHERE kind = 'reply.sent'") == [(1,)]
    assert whole_record(town)


LETTERS = 12


def letters() -> list[bytes]:
    return [
        mail(
            subject=f"Line {n}",
            text=f"Why was bus {n} late?\n",
            message_id=f"{n}@lakemail.example",
            sender=f"rider-{n}@lakemail.example",
        )
        for n in range(LETTERS)
    ]


@pytest.mark.long
@pytest.mark.parametrize("part", ["worker", "mail", "front"])
def test_part_that_is_killed_again_and_again_loses_and_doubles_nothing(
    part: str, start: Start, relay: Relay, tmp_path: Path
) -> None:
    town = start()
    for number, letter in enumerate(letters()):
        hand_in(town, letter, sender=f"rider-{number}@lakemail.example")
        if number % 4 == 1:
            mark = wait_for(f"the {part} being back", lambda: read_mark(tmp_path / "home", part))
            os.kill(mark["pid"], signal.SIGKILL)
    wait_for("the town being at rest", lambda: is_at_rest(town))
    assert town.rows(
        "SELECT count(*), count(DISTINCT message_id) FROM cases_contact WHERE direction = 'in'"
    ) == [(LETTERS, LETTERS)]
    assert town.rows("SELECT count(*) FROM cases_case") == [(LETTERS,)]
    sent = [one["Message-ID"] for one in relay.taken]
    assert len(set(sent)) == LETTERS
    assert whole_record(town)


@pytest.mark.long
def test_whole_installation_that_is_killed_goes_on_where_it_was(
    start: Start, relay: Relay, tmp_path: Path
) -> None:
    town = start()
    for number, letter in enumerate(letters()):
        hand_in(town, letter, sender=f"rider-{number}@lakemail.example")
    assert town.process
    town.process.kill()
    town.process.wait()
    town.start()
    wait_for("the town being at rest", lambda: is_at_rest(town))
    assert town.rows("SELECT count(*) FROM cases_case") == [(LETTERS,)]
    assert len({one["Message-ID"] for one in relay.taken}) == LETTERS
    assert whole_record(town)


@pytest.mark.long
def test_while_the_database_is_away_mail_is_put_off_and_taken_once_it_is_back(
    start: Start, relay: Relay, reachable_folder: Path
) -> None:
    database = EmbeddedPostgres(reachable_folder / "database")
    database.start()
    try:
        environment = os.environ | {"DATABASE_URL": database.url()}
        for command in ("migrate", "town"):
            subprocess.run([sys.executable, "-m", "presszero", command], env=environment, check=True)
        town = start(database_url=database.url())
        database.shut_down()
        with pytest.raises(smtplib.SMTPResponseException) as refused:
            town.post(maren_writes(), sender=MAREN)
        assert 400 <= refused.value.smtp_code < 500
        database.start()
        hand_in(town, maren_writes(), sender=MAREN)
        assert_one_case_and_one_answer(town, relay)
        town.stop()
    finally:
        database.shut_down()


@pytest.mark.long
def test_import_that_was_killed_is_run_again_with_the_same_result(
    new_database: Callable[..., str], town_template: str, tmp_path: Path
) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    for number, letter in enumerate(letters()):
        (archive / f"{number}.eml").write_bytes(letter)
    settings = {"DATABASE_URL": new_database(town_template), "PRESSZERO_HOME": str(tmp_path / "home")}
    command = [sys.executable, "-m", "presszero", "mail", "import", str(archive), "--json"]
    runs = [
        subprocess.run(
            command,
            env=os.environ | settings | {"PRESSZERO_FAIL_AT": "after-import-commit"},
            capture_output=True,
            text=True,
        )
        for _ in range(3)
    ]
    assert [one.returncode for one in runs] == [-signal.SIGKILL, 0, 0]
    ended = [json.loads(one.stdout.splitlines()[-1]) for one in runs[1:]]
    nothing = {"joined": 0, "quarantined": 0, "failed": 0}
    assert ended[0] == {"read": LETTERS, "stored": LETTERS - 1, "duplicates": 1, **nothing}
    assert ended[1] == {"read": LETTERS, "stored": 0, "duplicates": LETTERS, **nothing}
