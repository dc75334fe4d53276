"""SIGTERM to a running installation: a letter half written at each door is still taken whole, and the stop is a success."""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from tests.processes.mail_client import Client
from tests.waiting import wait_for
from tests.walks.letters import maren_writes
from tests.walks.town import Relay, Town

from presszero.processes.ready import read_mark

FORM = urlencode(
    {
        "name": "Yusuf Adeyemi",
        "email": "yusuf@lakemail.example",
        "message": "Why is the lift at Quay Street shut?",
    }
).encode()


@pytest.fixture
def town(demo_database: str, tmp_path: Path) -> Iterator[Town]:
    relay = Relay()
    relay.start()
    town = Town(demo_database, tmp_path / "home", relay)
    try:
        town.start()
        yield town
    finally:
        town.stop()


TOKEN = b"&token=one-form"


class Trickle:
    """The rest of a form, which goes on arriving while one waits: a front gives up on one that stands still."""

    def __init__(self, connection: socket.socket, rest: bytes) -> None:
        self._connection, self._rest, self._sent_at = connection, rest, time.monotonic()

    def until(self, look: Callable[[], bool]) -> Callable[[], bool]:
        """Return the same look, which sends a letter of the form once a second."""

        def trickling() -> bool:
            if time.monotonic() - self._sent_at > 1 and len(self._rest) > 1:
                self._connection.sendall(self._rest[:1])
                self._rest, self._sent_at = self._rest[1:], time.monotonic()
            return look()

        return trickling

    def send_all(self) -> None:
        self._connection.sendall(self._rest)


def begun_form(town: Town) -> socket.socket:
    """Send a form up to the middle of its body."""
    host, _, port = town.url.removeprefix("http://").rpartition(":")
    token = "a" * 32
    head = (
        f"POST /write/ HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(FORM) + len(TOKEN)}\r\n"
        f"Cookie: presszero_csrf={token}\r\nX-CSRFToken: {token}\r\nExpect: 100-continue\r\n\r\n"
    )
    connection = socket.create_connection((host, int(port)), timeout=30)
    connection.sendall(head.encode())
    # Only a front that has begun to read the body asks for it.
    assert connection.recv(1000).startswith(b"HTTP/1.1 100")
    connection.sendall(FORM[:20])
    return connection


def is_closed(port: int) -> Callable[[], bool]:
    def look() -> bool:
        with socket.socket() as knocking:
            return knocking.connect_ex(("127.0.0.1", port)) != 0

    return look


def test_form_and_mail_under_way_are_taken_whole(town: Town) -> None:
    process = town.process
    assert process is not None
    form = begun_form(town)
    mail = Client(town.smtp_port)
    mail.answer()
    mail.say("EHLO client")
    mail.begin()
    letter = maren_writes()
    mail.send(letter[:200])

    rest = Trickle(form, FORM[20:] + TOKEN)
    process.send_signal(signal.SIGTERM)
    wait_for("the supervisor stopping", rest.until(lambda: read_mark(town.home, "up") is None))
    wait_for("the mail door letting nobody in", rest.until(is_closed(town.smtp_port)))
    mail.send(letter[200:] + b"\r\n.\r\n")
    assert mail.answer() == "250 2.0.0 Kept\r\n"
    assert mail.answer().startswith("421")
    mail.close()

    wait_for("the front letting nobody in", rest.until(is_closed(int(town.url.rpartition(":")[2]))))
    rest.send_all()
    answer = form.makefile("rb").read()
    assert answer.startswith(b"HTTP/1.1 200"), answer[:500]
    form.close()

    assert process.wait(60) == 0
    assert town.rows("SELECT door, size_bytes > 500 FROM email_arrival") == [("smtp", True)]
    assert town.rows("SELECT name FROM cases_contact WHERE channel = 'webform'") == [("Yusuf Adeyemi",)]
