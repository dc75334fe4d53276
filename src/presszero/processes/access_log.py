"""One JSON line for each request and each error on stdout; nothing in it names a person."""

from __future__ import annotations

import json
import logging
import re
import secrets
import sys
import time
import traceback
from datetime import UTC, datetime
from typing import Any

from starlette.responses import PlainTextResponse

from presszero.processes.headers import with_common
from presszero.processes.spool import ClientLeft, Message, Receive, Scope, Send

_DIGITS = re.compile(r"\d+")
_PLAIN = re.compile(r"[\w.~-]{1,15}\Z", re.ASCII)
_MOST_SEGMENTS = 12
CLIENT_LEFT = 499
log = logging.getLogger("presszero.front")


def route(path: str) -> str:
    """Return a path with its numbers and tokens masked, so that a log opens no case.

    Whatever is not a short plain word is a token: long secrets, mail addresses, names with accents.

    >>> route("/cases/71/contacts/3/")
    '/cases/{n}/contacts/{n}/'
    >>> route("/p/Zx81kQ0pLm72VbnA9dXcRw/")
    '/p/{token}/'
    """
    return "/".join(_masked(segment) for segment in path.split("/")[:_MOST_SEGMENTS])


def _masked(segment: str) -> str:
    if segment and not _PLAIN.match(segment):
        return "{token}"
    return _DIGITS.sub("{n}", segment)


class AccessLog:
    """The outermost layer: numbers each request, logs it, and answers 500 for what nobody caught."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = _Request(scope, send)
        try:
            await self._app(scope, receive, with_common(request.send))
        except ClientLeft:
            request.status = CLIENT_LEFT
        except Exception as error:
            log.error("request failed", exc_info=error, extra={"facts": request.facts()})
            await request.fail(receive)
        finally:
            log.info("request", extra={"facts": request.facts()})


class _Request:
    def __init__(self, scope: Scope, send: Send) -> None:
        self.id = secrets.token_hex(8)
        self.status = CLIENT_LEFT
        self._bytes = 0
        self._started = time.monotonic()
        self._scope, self._send = scope, send
        scope["request_id"] = self.id

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = [*message.get("headers", ()), (b"x-request-id", self.id.encode())]
            message = {**message, "headers": headers}
        self._bytes += len(message.get("body", b""))
        await self._send(message)

    async def fail(self, receive: Receive) -> None:
        """Answer 500, or break off an answer already begun so that nobody takes a part for the whole."""
        if self.status != CLIENT_LEFT:
            raise _BrokenOff
        sentence = f"Something went wrong on our side and is on record as {self.id}. Please try again."
        answer = PlainTextResponse(sentence, status_code=500)
        await answer(self._scope, receive, with_common(self.send))

    def facts(self) -> dict[str, Any]:
        return {
            "method": self._scope["method"],
            "route": route(self._scope["path"]),
            "status": self.status,
            "milliseconds": round((time.monotonic() - self._started) * 1000, 1),
            "bytes": self._bytes,
            "request_id": self.id,
        }


class _BrokenOff(Exception):
    """Tells the server to cut the connection; already logged."""


class JsonLines(logging.Formatter):
    """Writes a log record as one JSON line.

    Of an error only its type and place are told: its message may quote what a customer wrote.
    """

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"time": at, "level": record.levelname.lower(), "message": record.getMessage()}
        line |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[1]:
            line |= _told(record.exc_info[1])
        return json.dumps(line, ensure_ascii=True)


def _told(error: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    places = [f"{'/'.join(frame.filename.split('/')[-3:])}:{frame.lineno} {frame.name}" for frame in frames]
    return {"error": type(error).__qualname__, "places": places}


def _not_broken_off(record: logging.LogRecord) -> bool:
    return not (record.exc_info and isinstance(record.exc_info[1], _BrokenOff))


def log_to_stdout(level: str = "info") -> None:
    """Send our lines, from a level on, and the server's warnings to stdout as JSON."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines())
    handler.addFilter(_not_broken_off)
    for name, least in (("presszero", level.upper()), ("uvicorn.error", "WARNING")):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(least)
