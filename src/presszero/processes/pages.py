"""Pages: Django answers in a thread; only the loop ever waits for the client.

A thread is taken when the request's body is whole and given back when the answer
is, so neither a stalled upload nor a slow download can hold one.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from a2wsgi.wsgi import build_environ

from presszero.processes.headers import INTERNAL
from presszero.processes.served_files import FileFolders
from presszero.processes.spool import Headers, Receive, Scope, Send, Spool, SpoolRoom, framed, has_body

FILE_HEADER = INTERNAL + b"file"
DATABASE_AWAY = (INTERNAL + b"database", b"away")
_SLICE_BYTES = 64 * 1024
_NO_BODY_STATUSES = {204, 304}
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class AnswerTooLarge(RuntimeError):
    """A page is larger than pages may be; large things are files, sent by the internal file header."""


@dataclass
class Answer:
    """What a page answered, collected: status, lower-case headers, body in pieces."""

    status: int = 0
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    pieces: list[bytes] = field(default_factory=list)
    size_bytes: int = 0

    def file_path(self) -> str | None:
        """Return the path of the file that Django asks us to send in place of a body."""
        return next((value.decode() for name, value in self.headers if name == FILE_HEADER), None)


class Pages:
    """The ASGI application that answers by a WSGI one.

    limit_bytes: the largest page collected in memory. database_is_away: asked before each page, so that
    no thread waits for a database that will not answer; the page is told by a header that no client can set.
    """

    def __init__(
        self,
        wsgi: Wsgi,
        *,
        room: SpoolRoom,
        folders: FileFolders,
        threads: int,
        limit_bytes: int,
        database_is_away: Callable[[], Awaitable[bool]],
    ) -> None:
        self._wsgi, self._room, self._folders = wsgi, room, folders
        self._database_is_away = database_is_away
        self._limit_bytes = limit_bytes
        self.threads = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="page")
        self._running, self._lock = 0, threading.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = await self._answer(scope, receive)
        if (path := answer.file_path()) is not None:
            await self._folders.send(path, answer.status, answer.headers, scope, receive, send)
        else:
            await _send_collected(answer, send)

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        spool = await self._room.read(scope["headers"], receive)
        try:
            told = [DATABASE_AWAY] if await self._database_is_away() else []
            environ = _environ(scope, spool, told)
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self.threads, self._collect, environ)
        finally:
            spool.close()

    def _collect(self, environ: dict[str, Any]) -> Answer:
        with self._lock:
            self._running += 1
        try:
            return collect(self._wsgi, environ, self._limit_bytes)
        finally:
            with self._lock:
                self._running -= 1

    def are_running(self) -> bool:
        """Say whether a thread is still at a page."""
        return self._running > 0


def collect(wsgi: Wsgi, environ: dict[str, Any], limit_bytes: int) -> Answer:
    """Return all that the WSGI application answers. Runs in a thread.

    Raises AnswerTooLarge above limit_bytes, and whatever the application raises.
    """
    answer = Answer()

    def add(piece: bytes) -> None:
        answer.size_bytes += len(piece)
        if answer.size_bytes > limit_bytes:
            raise AnswerTooLarge(f"A page has more than {limit_bytes} bytes; send it as a file instead.")
        answer.pieces.append(piece)

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        answer.status = int(status.split(" ", 1)[0])
        answer.headers = [(name.lower().encode("latin1"), value.encode("latin1")) for name, value in headers]
        return add

    pieces = wsgi(environ, start_response)
    try:
        for piece in pieces:
            add(piece)
    finally:
        getattr(pieces, "close", lambda: None)()
    return answer


def _environ(scope: Scope, spool: Spool, told: Headers) -> dict[str, Any]:
    headers = scope["headers"]
    if has_body(headers):
        headers = framed(headers, spool.size_bytes)
    headers = [*headers, (b"x-request-id", scope["request_id"].encode()), *told]
    environ: dict[str, Any] = build_environ({**scope, "headers": headers}, spool.file)  # type: ignore
    environ["wsgi.errors"] = sys.stderr
    environ["wsgi.multiprocess"] = False
    return environ


async def _send_collected(answer: Answer, send: Send) -> None:
    headers = answer.headers
    if answer.status not in _NO_BODY_STATUSES and not any(name == b"content-length" for name, _ in headers):
        headers = [*headers, (b"content-length", str(answer.size_bytes).encode())]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    for part in _slices(answer):
        await send({"type": "http.response.body", "body": part, "more_body": True})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


def _slices(answer: Answer) -> Iterable[bytes]:
    """Yield the body in pieces small enough for the server's buffer, letting go of each one sent."""
    pieces, answer.pieces = answer.pieces, []
    for piece in pieces:
        for start in range(0, len(piece), _SLICE_BYTES):
            yield piece[start : start + _SLICE_BYTES]
