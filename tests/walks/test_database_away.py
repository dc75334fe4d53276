"""A person writes while the database is away: their words are kept, and become one case once it is back."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from installation import Form, Visitor, has_failed_at, is_at_rest, whole_record
from town import Relay, Town, wait_for

from presszero.ground.late import LateRoom
from presszero.processes.postgres import EmbeddedPostgres
from presszero.processes.ready import read_mark

pytestmark = [pytest.mark.walk, pytest.mark.long]
YUSUF = "yusuf@lakemail.example"
PHOTO = b"\xff\xd8\xff\xe0 the lift at Quay Street"
ASKS = "Please repair the lift at Quay Street; a photo is attached."


@pytest.fixture
def database(reachable_folder: Path) -> Iterator[EmbeddedPostgres]:
    """A database of this test's own, with Port Lumen in it, that may be stopped."""
    database = EmbeddedPostgres(reachable_folder / "database")
    database.start()
    try:
        for command in ("migrate", "town"):
            subprocess.run(
                [sys.executable, "-m", "presszero", command],
                env=os.environ | {"DATABASE_URL": database.url()},
                check=True,
            )
        yield database
    finally:
        database.shut_down()


@pytest.fixture
def start(database: EmbeddedPostgres, relay: Relay, tmp_path: Path) -> Iterator[Callable[..., Town]]:
    started: list[Town] = []

    def begin(fail_at: str = "") -> Town:
        more = {"PRESSZERO_PURPOSE": "test", "PRESSZERO_FAIL_AT": fail_at}
        started.append(Town(database.url(), tmp_path / "home", relay, more))
        started[-1].start()
        return started[-1]

    yield begin
    for town in started:
        town.stop()


def write(visitor: Visitor, token: str) -> str:
    """Fill in the form as it is shown now, and press until somebody answers; return the page."""
    wait_for("the form", lambda: visitor.status("/write/") == 200)
    fields = {
        "name": "Yusuf Adeyemi",
        "email": YUSUF,
        "message": ASKS,
        "token": token,
        "csrfmiddlewaretoken": visitor.field("/write/", "csrfmiddlewaretoken"),
    }
    return visitor.send("/write/", Form(PHOTO, **fields))


def assert_one_case_with_the_photo(town: Town, relay: Relay) -> None:
    wait_for("all being taken in", lambda: not LateRoom(town.home / "late").waiting())
    wait_for("the town being at rest", lambda: is_at_rest(town))
    assert town.rows("SELECT count(*) FROM cases_case") == [(1,)]
    assert town.rows("SELECT channel, text FROM cases_contact WHERE direction = 'in'") == [("webform", ASKS)]
    assert town.rows("SELECT name, content_type FROM cases_attachment") == [("plan.html", "image/jpeg")]
    (told,) = relay.to(YUSUF)
    assert town.rows("SELECT reference FROM cases_case")[0][0] in told.get_body(("plain",)).get_content()
    assert whole_record(town)


def kill_front(home: Path) -> None:
    mark = wait_for("the front being there", lambda: read_mark(home, "front"))
    os.kill(mark["pid"], signal.SIGKILL)


def test_words_kept_on_disk_outlive_every_process_and_become_one_case(
    start: Callable[..., Town], database: EmbeddedPostgres, relay: Relay, tmp_path: Path
) -> None:
    town = start()
    visitor = Visitor(town)
    token = visitor.field("/write/", "token")
    database.shut_down()
    wait_for("the front noticing", lambda: visitor.status("/ready") == 503)
    assert visitor.status("/") == 503
    page = write(visitor, token)
    assert "It is kept safely" in page
    assert "PL-" not in page
    kill_front(tmp_path / "home")
    # The next front never saw the database, and keeps words all the same; a second press is the same letter.
    assert "It is kept safely" in write(visitor, token)
    assert town.process
    town.process.kill()
    town.process.wait()
    database.start()
    town.start()
    assert_one_case_with_the_photo(town, relay)


@pytest.mark.parametrize("point", ["before-late-kept", "after-late-kept"])
def test_front_that_dies_while_it_keeps_words_keeps_them_once(
    point: str, start: Callable[..., Town], database: EmbeddedPostgres, relay: Relay, tmp_path: Path
) -> None:
    town = start(fail_at=point)
    visitor = Visitor(town)
    token = visitor.field("/write/", "token")
    database.shut_down()
    assert "It is kept safely" in write(visitor, token)
    assert has_failed_at(tmp_path / "home", point)
    database.start()
    assert_one_case_with_the_photo(town, relay)


def test_front_that_dies_after_taking_words_in_takes_them_once(
    start: Callable[..., Town], database: EmbeddedPostgres, relay: Relay, tmp_path: Path
) -> None:
    town = start(fail_at="after-form-commit")
    visitor = Visitor(town)
    token = visitor.field("/write/", "token")
    database.shut_down()
    assert "It is kept safely" in write(visitor, token)
    database.start()
    wait_for("the death", lambda: has_failed_at(tmp_path / "home", "after-form-commit"))
    assert_one_case_with_the_photo(town, relay)


def test_pages_answer_again_soon_after_a_long_absence(
    start: Callable[..., Town], database: EmbeddedPostgres
) -> None:
    town = start()
    visitor = Visitor(town)
    for _ in range(2):
        database.shut_down()
        wait_for("the front noticing", lambda: visitor.status("/") == 503)
        database.start()
        wait_for("the first page", lambda: visitor.status("/") == 200)


def ask_chat(town: Town, path: str, body: dict[str, str] | None = None) -> tuple[int, dict[str, Any]]:
    """Ask at the chat's door as the widget does."""
    request = urllib.request.Request(
        town.url + path,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as refused:
        return refused.code, json.loads(refused.read() or b"{}")


def test_words_of_a_chat_wait_on_disk_and_go_on_in_the_same_chat(
    start: Callable[..., Town], database: EmbeddedPostgres
) -> None:
    town = start()
    _, begun = ask_chat(town, "/chat/begin/", {"language": "en"})
    turns = f"/chat/{begun['token']}/turns/"
    assert ask_chat(town, turns, {"words": "something lost", "key": "1"})[0] == 200
    database.shut_down()
    wait_for("the front noticing", lambda: Visitor(town).status("/ready") == 503)
    for _ in range(2):  # an answer that never arrived: the same words with the same key
        status, said = ask_chat(town, turns, {"words": "My blue umbrella, on tram 3.", "key": "2"})
        assert (status, said["kept"]) == (202, True)
    assert ask_chat(town, turns)[0] == 503
    database.start()
    wait_for("all being taken in", lambda: not LateRoom(town.home / "late").waiting())
    told = ask_chat(town, turns)[1]["turns"]
    assert [turn["text"] for turn in told if turn["key"]] == [
        "something lost",
        "My blue umbrella, on tram 3.",
    ]
    assert town.rows("SELECT channel FROM cases_contact") == [("chat",)]
    wait_for("the town being at rest", lambda: is_at_rest(town))
    assert whole_record(town)
