"""The spool: a request's body is here, whole and measured, before a page takes a thread.

Without it eight stalled uploads hold the eight threads, and every page stops.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import tempfile
import time
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from presszero.pure.errors import PressZeroError

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = Sequence[tuple[bytes, bytes]]

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
log = logging.getLogger("presszero.front")


class Refused(PressZeroError):
    """A request that is answered without asking the pages. status is the HTTP status, 400 to 503."""

    def __init__(self, status: int, sentence: str, *, retry_after_seconds: int | None = None) -> None:
        super().__init__(sentence)
        self.status = status
        self.retry_after_seconds = retry_after_seconds


class ClientLeft(Exception):
    """The connection ended before the body was whole; nobody is there to be answered."""


@dataclass(frozen=True)
class SpoolLimits:
    """How much the spool takes; sizes in bytes, times in seconds.

    body_bytes: of one request. open_bytes, open_spools: of all requests at one time.
    idle_seconds: between two pieces of a body. total_seconds: from its first to its last.
    folder: where bodies above memory_bytes lie, or None for the system's temporary folder.
    """

    memory_bytes: int = 256 * 1024
    body_bytes: int = 30_000_000
    open_bytes: int = 600_000_000
    open_spools: int = 400
    idle_seconds: float = 15.0
    total_seconds: float = 120.0
    folder: Path | None = None


class SpoolRoom:
    """All spools of one front: counts them and their bytes.

    new_file: makes the file for a body too large for memory. The usual one has no
    name on the disk, so nothing is left behind even by kill -9.
    """

    def __init__(self, limits: SpoolLimits, new_file: Callable[[], IO[bytes]] | None = None) -> None:
        self.limits = limits
        self.open_spools = 0
        self.open_bytes = 0
        self.new_file: Callable[[], IO[bytes]] = new_file or self._nameless_file

    def _nameless_file(self) -> IO[bytes]:
        return tempfile.TemporaryFile(dir=self.limits.folder)

    async def read(self, headers: Headers, receive: Receive) -> Spool:
        """Return the whole body; the caller closes it.

        Raises Refused when it is too large, too slow, wrongly framed, or there is
        no room now, and ClientLeft when the client went away.
        """
        declared_bytes = _declared_bytes(headers, self.limits.body_bytes)
        spool = Spool(self)
        if declared_bytes == 0:
            return spool
        try:
            await self._fill(spool, receive)
            return spool
        except BaseException:
            spool.close()
            raise

    async def _fill(self, spool: Spool, receive: Receive) -> None:
        spool.take_place()
        until = time.monotonic() + self.limits.total_seconds
        more = True
        while more:
            message = await self._next(receive, until)
            if message["type"] == "http.disconnect":
                raise ClientLeft
            await spool.write(message.get("body", b""))
            more = message.get("more_body", False)
        await spool.rewind()

    async def _next(self, receive: Receive, until: float) -> Message:
        limits = self.limits
        try:
            async with asyncio.timeout(min(limits.idle_seconds, until - time.monotonic())):
                return await receive()
        except TimeoutError:
            raise Refused(
                408,
                f"The upload stood still for {limits.idle_seconds:g} seconds or took more than "
                f"{limits.total_seconds:g} seconds in all; nothing was kept. Please send it again.",
            ) from None


class Spool:
    """One body: in memory while small, then in a file. Read it by `file` once it is whole."""

    def __init__(self, room: SpoolRoom) -> None:
        self.file: IO[bytes] = BytesIO()
        self.size_bytes = 0
        self._room = room
        self._waiting = bytearray()
        self._on_disk = False
        self._has_place = False

    def take_place(self) -> None:
        if self._room.open_spools >= self._room.limits.open_spools:
            raise _no_place(f"{self._room.open_spools} uploads are being read already")
        self._room.open_spools += 1
        self._has_place = True

    async def write(self, chunk: bytes) -> None:
        limits = self._room.limits
        self.size_bytes += len(chunk)
        self._room.open_bytes += len(chunk)
        if self.size_bytes > limits.body_bytes:
            raise _too_large(self.size_bytes, limits.body_bytes)
        if self._room.open_bytes > limits.open_bytes:
            raise _no_place("the uploads under way fill the room kept for them")
        self._waiting += chunk
        if len(self._waiting) > limits.memory_bytes:
            await self._to_disk()

    async def rewind(self) -> None:
        if not self._on_disk:
            self.file = BytesIO(self._waiting)
            return
        await self._to_disk()
        self.file.seek(0)

    async def _to_disk(self) -> None:
        """Move what waits in memory to the file, in a thread: a slow disk must not stop the loop."""
        waiting, self._waiting = self._waiting, bytearray()
        try:
            if not self._on_disk:
                self.file, self._on_disk = await asyncio.to_thread(self._room.new_file), True
            await asyncio.to_thread(_write_through, self.file, waiting)
        except OSError as error:
            if error.errno not in _NO_ROOM:
                raise
            log.error("The disk under the spool is full: %s", error.strerror)
            raise _no_place("the disk that uploads are kept on is full") from None

    def close(self) -> None:
        """Give everything back. Safe to call twice."""
        self._room.open_bytes -= self.size_bytes
        self._room.open_spools -= self._has_place
        self.size_bytes, self._has_place = 0, False
        try:
            self.file.close()
        except OSError as error:  # a full disk speaks again at the last flush; the body is given up anyway
            log.warning("A spool was not closed cleanly: %s", error.strerror)


def framed(headers: Headers, size_bytes: int) -> list[tuple[bytes, bytes]]:
    """Return the headers as they read once the body is whole: one right length, no transfer coding."""
    kept = [(name, value) for name, value in headers if name not in (b"transfer-encoding", b"content-length")]
    return [*kept, (b"content-length", str(size_bytes).encode())]


def has_body(headers: Headers) -> bool:
    return any(name in (b"transfer-encoding", b"content-length") for name, _ in headers)


def _write_through(file: IO[bytes], waiting: bytearray) -> None:
    file.write(waiting)
    file.flush()


def _declared_bytes(headers: Headers, limit_bytes: int) -> int | None:
    """Return the length the client states, 0 for no body, None when only its end will tell."""
    codings = [value.strip().lower() for name, value in headers if name == b"transfer-encoding"]
    lengths = {value.strip() for name, value in headers if name == b"content-length"}
    if codings and lengths:
        raise Refused(400, "The request states its length twice, by Content-Length and Transfer-Encoding.")
    if codings and codings != [b"chunked"]:
        raise Refused(501, "Only the transfer coding 'chunked' is read here; please send the body plainly.")
    if codings:
        return None
    if len(lengths) > 1 or not all(length.isdigit() for length in lengths):
        raise Refused(400, "The request's Content-Length must be one whole number.")
    declared_bytes = int(lengths.pop()) if lengths else 0
    if declared_bytes > limit_bytes:
        raise _too_large(declared_bytes, limit_bytes)
    return declared_bytes


def _too_large(size_bytes: int, limit_bytes: int) -> Refused:
    return Refused(
        413,
        f"This upload has {max(size_bytes / 1e6, 0.1):.1f} MB or more; at most {limit_bytes / 1e6:g} MB can be "
        "taken at once. Please send fewer or smaller files, or send them one by one.",
    )


def _no_place(reason: str) -> Refused:
    sentence = f"Your message could not be taken just now: {reason}. Please send it again in a minute."
    return Refused(503, sentence, retry_after_seconds=60)
