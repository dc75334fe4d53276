"""What the pages behind the front do in its tests."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

LARGE_BYTES = 12_000_000
let_go = threading.Event()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    page = PAGES.get(environ["PATH_INFO"], told)
    return page(environ, start_response)


def empty(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"fine"]


def told(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer what reached the page: its body's digest and length, and the environ's plain words."""
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    rest = environ["wsgi.input"].read()
    words = {name: value for name, value in environ.items() if isinstance(value, str) and name.isupper()}
    reached = {"sha256": hashlib.sha256(body).hexdigest(), "size": len(body), "rest": len(rest), **words}
    start_response("200 OK", [("Content-Type", "application/json"), ("X-PressZero-Case", "7")])
    return [json.dumps(reached).encode()]


def large(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "application/octet-stream")])
    return (bytes(100_000) for _ in range(LARGE_BYTES // 100_000))


def file(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    headers = [
        ("Content-Type", "application/pdf"),
        ("Content-Length", "0"),
        ("Content-Disposition", 'attachment; filename="letter.pdf"'),
        ("ETag", '"one"'),
        ("Set-Cookie", "a=1"),
        ("Set-Cookie", "b=2"),
        ("X-PressZero-File", environ["QUERY_STRING"]),
    ]
    start_response("200 OK", headers)
    return [b""]


def broken(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    raise ValueError("maria@example.org waits in the rain")


def waiting(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    let_go.wait(120)
    return empty(environ, start_response)


def going(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    let_go.set()
    return empty(environ, start_response)


def memory(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer the process's highest memory so far, in kB, and its open deleted files."""
    with Path("/proc/self/status").open() as status:
        highest = next(line.split()[1] for line in status if line.startswith("VmHWM"))
    spools = sum(is_spool(link) for link in Path("/proc/self/fd").iterdir())
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps({"highest_kilobytes": int(highest), "spools": spools}).encode()]


def is_spool(link: Path) -> bool:
    """Say whether an open file has no name; the first three are the test's own."""
    try:
        return int(link.name) > 2 and "(deleted)" in str(link.readlink())
    except FileNotFoundError:
        return False


PAGES = {
    "/empty": empty,
    "/large": large,
    "/file": file,
    "/broken": broken,
    "/waiting": waiting,
    "/going": going,
    "/memory": memory,
}
