"""What a client claims in headers is not believed; files come only from their folders."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.processes.front_app.client import RunningFront

from presszero.processes.access_log import route

CLAIMS = {
    "X-PressZero-File": "/etc/passwd",
    "X_PressZero_File": "/etc/passwd",
    "X-PRESSZERO-Worker": "1",
    "X-Remote-User": "lead",
    "Remote-User": "lead",
    "X-Forwarded-User": "lead",
    "X-Forwarded-For": "10.0.0.9",
    "X-Forwarded-Proto": "https",
    "Forwarded": "for=10.0.0.9",
    "Proxy": "http://elsewhere",
    "X-Request-Id": "mine",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("files")
    (made / "letter").write_bytes(b"0123456789")
    (made / "link").symlink_to("/etc/passwd")
    (made / "inner").mkdir()
    return made


@pytest.fixture(scope="module")
def front(folder: Path) -> Iterator[RunningFront]:
    css = folder / "desk.css"
    css.write_text("a { color: red }\n" * 100)
    static = {"/static/desk.css": str(css), "/static/desk.0123456789ab.css": str(css)}
    running = RunningFront(folder=str(folder), static=static)
    yield running
    running.end()


def test_claims_of_a_stranger_do_not_reach_the_page(front: RunningFront) -> None:
    reached = front.told("/told", **CLAIMS)
    assert not [
        name for name in reached if "PRESSZERO" in name or "REMOTE_USER" in name or "FORWARDED" in name
    ]
    assert "HTTP_PROXY" not in reached
    assert reached["HTTP_X_REQUEST_ID"] != "mine"
    assert reached["REMOTE_ADDR"] == "127.0.0.1"


def test_claims_in_trailers_do_not_reach_the_page(front: RunningFront) -> None:
    sent = b"POST /told HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n0\r\n"
    connection = front.raw(sent + b"X-Remote-User: lead\r\nX-Other: trailer\r\n\r\n")
    content = b""
    while part := connection.recv(65536):
        content += part
    assert b'"size": 3' in content
    assert b"lead" not in content and b"trailer" not in content


def test_configured_proxy_is_believed_about_its_client_and_no_more(folder: Path) -> None:
    proxied = RunningFront(trusted_peers=["127.0.0.0/8"])
    try:
        reached = proxied.told("/told", **CLAIMS)
    finally:
        proxied.end()
    assert reached["REMOTE_ADDR"] == "10.0.0.9"
    assert not [name for name in reached if "PRESSZERO" in name or "REMOTE_USER" in name]


def test_internal_headers_of_a_page_do_not_reach_the_client(front: RunningFront, folder: Path) -> None:
    assert front.get("/told")[0].headers["X-PressZero-Case"] is None
    assert front.get(f"/file?{folder}/letter")[0].headers["X-PressZero-File"] is None


def test_file_named_by_a_page_is_sent_with_its_headers(front: RunningFront, folder: Path) -> None:
    answer, content = front.get(f"/file?{folder}/letter")
    assert content == b"0123456789"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Length"] == "10"
    assert answer.headers.get_all("Set-Cookie") == ["a=1", "b=2"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_part_of_a_file_is_sent(front: RunningFront, folder: Path) -> None:
    answer, content = front.get(f"/file?{folder}/letter", Range="bytes=2-4")
    assert (answer.status, content, answer.headers["Content-Range"]) == (206, b"234", "bytes 2-4/10")
    assert front.get(f"/file?{folder}/letter", Range="bytes=99-")[0].status == 416


def test_file_is_weighed_without_its_content_for_head(front: RunningFront, folder: Path) -> None:
    answer, content = front.get(f"/file?{folder}/letter", method="HEAD")
    assert (answer.status, answer.headers["Content-Length"], content) == (200, "10", b"")


def test_file_the_client_has_is_not_sent_again(front: RunningFront, folder: Path) -> None:
    answer, content = front.get(f"/file?{folder}/letter", If_None_Match='W/"one"')
    assert (answer.status, content) == (304, b"")


@pytest.mark.parametrize("path", ["/etc/passwd", "{}/link", "{}/../../../../etc/passwd", "letter", "{}"])
def test_file_outside_the_folders_is_refused(front: RunningFront, folder: Path, path: str) -> None:
    answer, content = front.get("/file?" + path.format(folder))
    assert answer.status in (404, 500)
    assert b"root:" not in content and str(folder).encode() not in content


def test_file_that_is_gone_reads_not_found(front: RunningFront, folder: Path) -> None:
    assert front.get(f"/file?{folder}/gone")[0].status == 404
    assert front.get(f"/file?{folder}/inner")[0].status == 404


def test_static_file_is_pressed_and_kept_for_ever_by_its_digest(front: RunningFront) -> None:
    answer, content = front.get("/static/desk.0123456789ab.css", Accept_Encoding="br, gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "immutable" in answer.headers["Cache-Control"]
    again, _ = front.get("/static/desk.0123456789ab.css", If_None_Match=answer.headers["ETag"])
    assert again.status == 304


def test_static_file_without_digest_is_kept_shortly(front: RunningFront) -> None:
    answer, content = front.get("/static/desk.css")
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert content.startswith(b"a { color")


def test_log_line_tells_the_request_and_nobody(front: RunningFront) -> None:
    front.get("/cases/71/maria@example.org/Zx81kQ0pLm72VbnA9dXcRw/log?secret=rain")
    line = front.log_line(route="/cases/{n}/{token}/{token}/log")
    assert line.keys() >= {"time", "method", "status", "milliseconds", "bytes", "request_id"}
    assert "rain" not in json.dumps(line) and "maria" not in json.dumps(line)


def test_error_is_told_without_its_words(front: RunningFront) -> None:
    answer, words = front.get("/broken")
    line = front.log_line(error="ValueError")
    assert answer.status == 500
    assert line["request_id"] == answer.headers["X-Request-Id"]
    assert line["request_id"].encode() in words
    assert "maria" not in json.dumps(line) and b"maria" not in words


def test_name_with_accents_is_masked_in_a_route() -> None:
    assert route("/search/Zoé/") == "/search/{token}/"
