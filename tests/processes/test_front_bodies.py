"""Bodies arrive whole, or are refused in plain words."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from typing import Any

import pytest
from tests.processes.front_app.client import RunningFront, all_of

TWENTY_MEGABYTES = 20_000_000


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningFront]:
    folder = tmp_path_factory.mktemp("files")
    running = RunningFront(folder=str(folder))
    running.folder = folder  # type: ignore[attr-defined]
    yield running
    running.end()


def test_chunked_body_arrives_whole_with_its_length(front: RunningFront) -> None:
    pieces = [b"two hours", b" in the rain", b"x" * 700_000]
    reached = front.told("/told", method="POST", body=iter(pieces))
    assert reached["sha256"] == hashlib.sha256(b"".join(pieces)).hexdigest()
    assert reached["CONTENT_LENGTH"] == str(reached["size"])
    assert "HTTP_TRANSFER_ENCODING" not in reached


def test_small_body_arrives_whole(front: RunningFront) -> None:
    assert front.told("/told", method="POST", body=b"next bus?")["size"] == 9


def test_request_without_body_reaches_the_page(front: RunningFront) -> None:
    assert front.told("/told")["size"] == 0
    assert front.told("/told", method="POST")["CONTENT_LENGTH"] == "0"


def test_twenty_megabytes_up_and_down_are_the_same_in_bounded_memory(front: RunningFront) -> None:
    content = os.urandom(TWENTY_MEGABYTES)
    path = front.folder / "attachment"  # type: ignore[attr-defined]
    path.write_bytes(content)
    before = memory(front)["highest_kilobytes"]
    digest = hashlib.sha256(content).hexdigest()
    # The page of the test itself reads the body into memory; the digest says that it is whole.
    for _ in range(2):
        assert hashlib.sha256(front.get(f"/file?{path}")[1]).hexdigest() == digest
    assert memory(front)["highest_kilobytes"] - before < 8_000
    assert front.told("/told", method="POST", body=content)["sha256"] == digest
    assert memory(front)["spools"] == 0


def test_body_above_the_limit_is_refused_before_it_is_read(front: RunningFront) -> None:
    answer, words = front.get("/told", method="POST", body=bytes(31_000_000))
    assert answer.status == 413
    assert b"31.0 MB" in words and b"at most 30 MB" in words


def test_chunked_body_above_the_limit_is_refused_and_let_go(front: RunningFront) -> None:
    answer, _ = front.get("/told", method="POST", body=iter([bytes(1_000_000)] * 31))
    assert answer.status == 413
    assert memory(front)["spools"] == 0


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (b"Content-Length: 3\r\nTransfer-Encoding: chunked", 400),
        (b"Content-Length: 3\r\nContent-Length: 4", 400),
        (b"Content-Length: minus three", 400),
        (b"Transfer-Encoding: gzip, chunked", 501),
    ],
)
def test_body_framed_in_doubt_is_refused(front: RunningFront, headers: bytes, status: int) -> None:
    connection = front.raw(
        b"POST /told HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + headers + b"\r\n\r\n0\r\n\r\n"
    )
    assert all_of(connection).startswith(f"HTTP/1.1 {status} ".encode())


def test_client_that_leaves_half_way_leaves_no_spool(front: RunningFront) -> None:
    connection = front.raw(
        b"POST /left HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\n" + bytes(500_000)
    )
    connection.close()
    assert front.log_line(route="/left")["status"] == 499
    assert memory(front)["spools"] == 0


def memory(front: RunningFront) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(front.get("/memory")[1])
    return answer
