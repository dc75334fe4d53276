"""SIGTERM to a running installation: a letter half written at each door is still taken whole, and the stop is a success."""

from __future__ import annotations

import signal
import socket
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

    process.send_signal(signal.SIGTERM)
    wait_for("the supervisor stopping", lambda: read_mark(town.home, "up") is None)
    wait_for("the mail door letting nobody in", is_closed(town.smtp_port))
    mail.send(letter[200:] + b"\r\n.\r\n")
    assert mail.answer() == "250 2.0.0 Kept\r\n"
    assert mail.answer().startswith("421")
    mail.close()

    wait_for("the front letting nobody in", is_closed(int(town.url.rpartition(":")[2])))
    form.sendall(FORM[20:] + TOKEN)
    answer = form.makefile("rb").read()
    assert answer.startswith(b"HTTP/1.1 200"), answer[:500]
    form.close()

    assert process.wait(60) == 0
    assert town.rows("SELECT door, size_bytes > 500 FROM email_arrival") == [("smtp", True)]
    assert town.rows("SELECT name FROM cases_contact WHERE channel = 'webform'") == [("Yusuf Adeyemi",)]
