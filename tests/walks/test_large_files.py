"""Twenty megabytes go in by the form and by mail, and come out whole at the desk and on the customer's page."""

from __future__ import annotations

import hashlib
import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from email import message_from_bytes, policy
from http.client import HTTPMessage

import pytest
from installation import Form, Visitor
from letters import MAREN, mail
from town import Town, wait_for

pytestmark = [pytest.mark.walk, pytest.mark.long]

MEGABYTES = 20
PAGE_THREADS = 8  # as many stalled uploads would stop every page, were each given a thread
SENT_OF_EACH = 1_000_000
LINK = re.compile(r"https?://\S+(/c/\S+/)")


def large_file(seed: bytes) -> bytes:
    """Return bytes that no compression shortens and no two seeds share."""
    return hashlib.shake_256(seed).digest(MEGABYTES * 1_000_000)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def write_by_form(visitor: Visitor, content: bytes) -> str:
    """Send the web form with a file; return the page that says thanks."""
    fields = {
        "name": "Yusuf Adeyemi",
        "email": "yusuf@lakemail.example",
        "message": "Please repair the lift at Quay Street; the plan is attached.",
        "token": visitor.field("/write/", "token"),
        "csrfmiddlewaretoken": visitor.field("/write/", "csrfmiddlewaretoken"),
    }
    return visitor.send("/write/", Form(content, **fields))


def letter_with(content: bytes) -> bytes:
    message = message_from_bytes(
        mail(
            subject="The lift",
            text="Please look at the film of the lift.",
            message_id="film-1@lakemail.example",
        ),
        policy=policy.default.clone(linesep="\r\n"),
    )
    message.add_attachment(content, "video", "mp4", filename="film.mp4")
    return message.as_bytes()


@contextmanager
def stalled_uploads(town: Town) -> Iterator[None]:
    """Hold as many uploads half way as there are threads for pages."""
    host, _, port = town.url.removeprefix("http://").rpartition(":")
    head = f"POST /write/ HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: {Form(b'').kind}\r\nContent-Length: {MEGABYTES * 1_000_000}\r\n\r\n"
    with ExitStack() as held:
        for _ in range(PAGE_THREADS):
            connection = held.enter_context(socket.create_connection((host, int(port)), timeout=60))
            connection.sendall(head.encode() + bytes(SENT_OF_EACH))
        yield


def download(visitor: Visitor, path: str) -> tuple[str, HTTPMessage]:
    with visitor.opener.open(visitor.town.url + path, timeout=60) as answer:
        return digest(answer.read()), answer.headers


def file_on(page: str, path: str) -> str:
    """Return the address of the one file that a page offers."""
    found = set(re.findall(rf'href="({re.escape(path)}files/\d+/)"', page))
    assert len(found) == 1, f"one file wanted below {path}: {sorted(found)}"
    return found.pop()


def case_of(town: Town, name: str) -> int | None:
    """Return the case of a customer once it is there."""
    found = town.rows("SELECT case_id FROM cases_contact WHERE direction = 'in' AND name = %s", name)
    return int(found[0][0]) if found else None


def private_page(town: Town, address: str) -> str:
    answer = wait_for(f"the acknowledgement to {address}", lambda: next(iter(town.relay.to(address)), None))
    link = LINK.search(answer.get_body(("plain",)).get_content())
    assert link
    return link[1]


def test_large_files_go_in_and_come_out_whole_while_others_stand_still(town: Town) -> None:
    plan, film = large_file(b"plan"), large_file(b"film")
    with stalled_uploads(town):
        agent = Visitor(town)
        agent.step_in("Edda Marlowe")
        write_by_form(Visitor(town), plan)
        town.post(letter_with(film), sender=MAREN)
        for name, address, sent in (
            ("Yusuf Adeyemi", "yusuf@lakemail.example", plan),
            ("Maren Oduya", MAREN, film),
        ):
            case_id = wait_for(f"the case of {name}", lambda name=name: case_of(town, name))
            page = private_page(town, address)
            customer = Visitor(town)
            for reader, at, below in ((agent, f"/desk/cases/{case_id}/", "/desk/"), (customer, page, page)):
                got, headers = download(reader, file_on(reader.get(at), below))
                assert got == digest(sent), f"{name}'s file from {below}"
                assert headers["Content-Type"] == "application/octet-stream"
                assert headers["Content-Disposition"].startswith("attachment;")
                # The front took the file over: its name inside the house does not leave it.
                assert headers["X-PressZero-File"] is None
                assert int(headers["Content-Length"]) == len(sent)
