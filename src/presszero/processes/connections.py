"""One client's connection: bounds the server's HTTP parser does not keep by itself."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEADER_BYTES = 64 * 1024
HEADER_SECONDS = 15.0
STALLED_SECONDS = 60
_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: text/plain; charset=utf-8\r\n"
    b"content-length: 52\r\nconnection: close\r\n\r\nThe request's headers are larger than 64 kilobytes.\n"
)


class FrontConnection(HttpToolsProtocol):
    """Ends a connection whose headers never end, or whose client takes nothing of its answer.

    The parser keeps an endless header, or an endless trailer after a chunked body, in
    memory without a bound and without asking anyone; so bytes that bring neither the
    end of the headers nor a piece of the body are counted here.
    """

    _idle_bytes = 0
    _in_headers = False
    _header_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._expect_headers()
        connection = transport.get_extra_info("socket")
        if (
            connection is not None
            and hasattr(socket, "TCP_USER_TIMEOUT")
            and connection.family != socket.AF_UNIX
        ):
            # The kernel sees a slow reader's progress; our buffers do not.
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, STALLED_SECONDS * 1000)

    def connection_lost(self, exc: Exception | None) -> None:
        self._headers_are_here()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._idle_bytes += len(data)
        before = self._idle_bytes
        super().data_received(data)
        if self._idle_bytes == before and before > HEADER_BYTES:
            self._refuse()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._expect_headers()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Leave a trailer out: it comes after the headers were weighed and would be read as one of them."""
        if self._in_headers:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._headers_are_here()
        self._idle_bytes = 0
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._idle_bytes = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._idle_bytes = 0
        super().on_message_complete()

    def _expect_headers(self) -> None:
        self._in_headers = True
        if self._header_timer is None:
            self._header_timer = self.loop.call_later(HEADER_SECONDS, self._abort)

    def _headers_are_here(self) -> None:
        self._in_headers = False
        if self._header_timer is not None:
            self._header_timer.cancel()
            self._header_timer = None

    def _refuse(self) -> None:
        """Say why when nobody else is answering on this connection, and end it."""
        if not self._in_headers or (self.cycle is not None and not self.cycle.response_complete):
            self._abort()
            return
        self.transport.write(_TOO_LARGE)
        self.transport.close()

    def _abort(self, *_: Any) -> None:
        self.transport.abort()
