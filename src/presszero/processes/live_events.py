"""Live events: one reader of the record for each front, and every open screen told by position.

A screen that lost its connection says the last position it saw and is told
everything since, once: it takes its place among the listeners first, at the
position P reached then; reads the lines up to P; and then hears those after P.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from starlette.datastructures import Headers, QueryParams

from presszero.processes.record_source import Passing, RecordLine, RecordSource, SourceAway
from presszero.processes.spool import Message, Receive, Refused, Scope, Send

GOODBYE = b"event: goodbye\ndata: {}\n\n"
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]
_READ_LINES = 500
_RETRY_SECONDS = (0.1, 0.2, 0.5, 1.0, 2.0)
log = logging.getLogger("presszero.front")


@dataclass(frozen=True)
class Subscriber:
    """Who is listening, as far as it matters: team ids, or None for every team and what has none."""

    teams: frozenset[int] | None
    headers: tuple[tuple[bytes, bytes], ...] = ()

    def may_hear(self, line: RecordLine) -> bool:
        return self.teams is None or line.team_id in self.teams

    def may_notice(self, passing: Passing) -> bool:
        return passing.who == "customer" and (self.teams is None or passing.team_id in self.teams)

    def told(self, line: RecordLine) -> bytes:
        return as_event(line)


@dataclass(frozen=True)
class ChatListener:
    """A customer's browser: it hears that something was said in its own chat, and not one number more."""

    chat_id: int
    headers: tuple[tuple[bytes, bytes], ...] = ()

    def may_hear(self, line: RecordLine) -> bool:
        return line.about_kind == "chat.chat" and line.about_id == self.chat_id

    def may_notice(self, passing: Passing) -> bool:
        return passing.who == "person" and passing.chat_id == self.chat_id

    def told(self, line: RecordLine) -> bytes:
        return f"id: {line.position}\nevent: said\ndata: {{}}\n\n".encode()


Listener = Subscriber | ChatListener
Authorise = Callable[[Scope], Awaitable[Listener | None]]


@dataclass(frozen=True)
class LivePace:
    """Times in seconds and bounds in lines; the tests choose smaller ones."""

    heartbeat_seconds: float = 15.0
    reauthorise_seconds: float = 60.0
    poll_seconds: float = 2.0
    backlog_lines: int = 1000
    queue_lines: int = 1000
    subscriptions: int = 5000


@dataclass(eq=False)
class Subscription:
    """One open screen's place among the listeners. passing: what holds for a moment and has no position."""

    subscriber: Listener
    authorise: Authorise
    passing: bytes = b""
    pending: deque[tuple[int, bytes]] = field(default_factory=deque)
    something: asyncio.Event = field(default_factory=asyncio.Event)
    closed: bool = False

    def close(self) -> None:
        self.closed = True
        self.something.set()


class LiveEvents:
    """Follows the record and serves /events.

    authorise: given the request, says who listens, or None for nobody; it is asked
    again while the screen stays open.
    """

    def __init__(self, source: RecordSource, authorise: Authorise, pace: LivePace | None = None) -> None:
        self.pace = pace or LivePace()
        self.position = 0
        self.is_connected = False
        self._source, self._authorise = source, authorise
        self._subscriptions: set[Subscription] = set()
        self._started = asyncio.Event()
        self._stopping = False
        self._task: asyncio.Task[None] | None = None

    # Following the record

    async def start(self) -> None:
        self._task = asyncio.create_task(self._follow_for_ever())

    async def stop(self) -> None:
        self.say_goodbye()
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        await self._source.close()

    def say_goodbye(self) -> None:
        """Close every screen's stream; each comes back by position, to another front or the next one."""
        self._stopping = True
        self._started.set()
        for subscription in list(self._subscriptions):
            subscription.close()

    async def database_answers(self) -> bool:
        try:
            await (self._source.newest() if self.is_connected else self._source.knock())
        except SourceAway:
            return False
        return True

    async def _follow_for_ever(self) -> None:
        failures = 0
        while True:
            try:
                await self._begin()
                failures = 0
                await self._follow()
            except Exception as error:
                self.is_connected = False
                wait_seconds = _RETRY_SECONDS[min(failures, len(_RETRY_SECONDS) - 1)]
                failures += 1
                log.warning("Live events wait for the database", exc_info=error)
                await asyncio.sleep(wait_seconds)

    async def _begin(self) -> None:
        """Listen first and look second, so that no line falls between."""
        await self._source.connect()
        newest = await self._source.newest()
        if not self._started.is_set():
            self.position = newest
        elif newest < self.position:
            self._go_back_to(newest)
        self.is_connected = True
        self._started.set()

    def _go_back_to(self, newest: int) -> None:
        """A backup was restored: positions seen before mean other lines now."""
        log.warning("The record ends at %d, before %d that was told already.", newest, self.position)
        self.position = newest
        for subscription in self._subscriptions:
            subscription.close()

    async def _follow(self) -> None:
        while True:
            await self._tell_new_lines()
            for passing in await self._source.wait(self.pace.poll_seconds):
                self._notice(passing)

    def _notice(self, passing: Passing) -> None:
        """Tell what holds for a moment, such as that somebody types; who is not there has missed nothing."""
        for subscription in self._subscriptions:
            if not subscription.closed and subscription.subscriber.may_notice(passing):
                subscription.passing = as_passing(passing, subscription.subscriber)
                subscription.something.set()

    async def _tell_new_lines(self) -> None:
        while lines := await self._source.after(self.position, _READ_LINES):
            for line in lines:
                self._tell(line)
            self.position = lines[-1].position

    def _tell(self, line: RecordLine) -> None:
        for subscription in self._subscriptions:
            if not subscription.closed and subscription.subscriber.may_hear(line):
                if len(subscription.pending) >= self.pace.queue_lines:
                    subscription.close()  # too slow: it resumes by position, from the record
                    continue
                subscription.pending.append((line.position, subscription.subscriber.told(line)))
                subscription.something.set()

    # Serving one screen

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve /events to one screen until it leaves. Raises Refused."""
        await self.serve(scope, receive, send, self._authorise)

    async def serve(self, scope: Scope, receive: Receive, send: Send, authorise: Authorise) -> None:
        """Serve live events to one screen that `authorise` lets in, until it leaves. Raises Refused."""
        if scope["method"] != "GET":
            raise Refused(405, "Live events are read by GET.")
        after = resume_position(scope)
        subscriber = await self._ask(scope, authorise)
        most = self.pace.subscriptions
        if isinstance(subscriber, ChatListener):
            most = (
                most * 4 // 5
            )  # customers never take the last places from the desk; their browsers ask again
        if len(self._subscriptions) >= most:
            raise Refused(503, f"{most} screens listen already.", retry_after_seconds=30)
        subscription = Subscription(subscriber, authorise)
        writer = asyncio.create_task(self._write(subscription, after, scope, send))
        watcher = asyncio.create_task(_until_left(receive))
        try:
            await asyncio.wait({writer, watcher}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            writer.cancel()
            watcher.cancel()
            outcomes = await asyncio.gather(writer, watcher, return_exceptions=True)
        if isinstance(outcomes[0], Exception):
            raise outcomes[0]

    async def _ask(self, scope: Scope, authorise: Authorise) -> Listener:
        subscriber = await authorise(scope)
        if subscriber is None:
            raise Refused(401, "Please sign in to hear live events.")
        return subscriber

    async def _write(self, subscription: Subscription, after: int | None, scope: Scope, send: Send) -> None:
        headers = [*_HEADERS, *subscription.subscriber.headers]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        async for part in self._parts(subscription, after, scope):
            await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": GOODBYE, "more_body": False})

    async def _parts(
        self, subscription: Subscription, after: int | None, scope: Scope
    ) -> AsyncIterator[bytes]:
        """Yield what the screen is sent, until its stream is to be closed."""
        yield b"retry: 2000\n\n"
        while not await _happens(self._started, self.pace.heartbeat_seconds):
            yield b": the database is awaited\n\n"
        with self._place_of(subscription):
            reached = self.position
            try:
                backlog, reached = await self._backlog(subscription.subscriber, after, reached)
            except SourceAway:
                return
            yield backlog
            async for part in self._live(subscription, reached, scope):
                yield part

    @contextmanager
    def _place_of(self, subscription: Subscription) -> Iterator[None]:
        self._subscriptions.add(subscription)
        subscription.closed = subscription.closed or self._stopping
        try:
            yield
        finally:
            self._subscriptions.discard(subscription)

    async def _backlog(self, subscriber: Listener, after: int | None, reached: int) -> tuple[bytes, int]:
        """Return what happened after a position up to the one reached, and from where to go on."""
        if after is None or after == reached:
            return _mark(reached), reached
        if after > reached:
            # Another front was a little ahead of this one; or the record is a restored, shorter one.
            newest = await self._source.newest()
            return (_mark(after), after) if after <= newest else (_reload(reached), reached)
        if reached - after > self.pace.backlog_lines:
            return _reload(reached), reached
        lines = await self._source.after(after, reached - after)
        heard = [
            subscriber.told(line) for line in lines if line.position <= reached and subscriber.may_hear(line)
        ]
        return b"".join(heard) + _mark(reached), reached

    async def _live(self, subscription: Subscription, reached: int, scope: Scope) -> AsyncIterator[bytes]:
        ask_again_at = time.monotonic() + self.pace.reauthorise_seconds
        while not subscription.closed:
            rest_seconds = min(self.pace.heartbeat_seconds, max(ask_again_at - time.monotonic(), 0))
            await _happens(subscription.something, rest_seconds)
            if time.monotonic() >= ask_again_at:
                ask_again_at = time.monotonic() + self.pace.reauthorise_seconds
                changed = await self._changed(subscription, scope)
                if changed is not None:
                    yield changed
            if subscription.passing:
                passing, subscription.passing = subscription.passing, b""
                if not subscription.pending:
                    subscription.something.clear()
                yield passing
            if subscription.pending:
                yield _taken(subscription, reached)
            elif not subscription.closed:
                # Nothing waits, so this screen was told all it may hear up to the position reached:
                # say so, that a quiet team's screen does not resume from long ago.
                reached = max(reached, self.position)
                yield _mark(reached)

    async def _changed(self, subscription: Subscription, scope: Scope) -> bytes | None:
        """Ask again who listens; close for who may no more, and have the page redrawn for other teams."""
        subscriber = await subscription.authorise(scope)
        if subscriber is None:
            subscription.close()
            subscription.pending.clear()
            return None
        if subscriber == subscription.subscriber:
            return None
        subscription.subscriber = subscriber
        subscription.pending.clear()
        return _reload(self.position)


def as_event(line: RecordLine) -> bytes:
    """Return one line as screens hear it: ids and code words, never text."""
    told = {
        "kind": line.kind,
        "about_kind": line.about_kind,
        "about_id": line.about_id,
        "case_id": line.case_id,
        "at": line.at.isoformat(),
    }
    return f"id: {line.position}\nevent: record\ndata: {json.dumps(told)}\n\n".encode()


def as_passing(passing: Passing, subscriber: Listener) -> bytes:
    """Return what holds for a moment as screens hear it; it has no id, so that nobody resumes from it."""
    case_id = passing.case_id if isinstance(subscriber, Subscriber) else None
    return f"event: typing\ndata: {json.dumps({'case_id': case_id})}\n\n".encode()


def resume_position(scope: Scope) -> int | None:
    """Return the position the client saw last, by its header or, on a fresh page, by ?after=."""
    query = QueryParams(scope["query_string"].decode("latin1"))
    said = Headers(scope=scope).get("last-event-id") or query.get("after") or ""
    if not said:
        return None
    if not (said.isascii() and said.isdigit()) or len(said) > 18:
        raise Refused(400, "Last-Event-ID must be a position of the record: a whole number.")
    return int(said)


def _mark(position: int) -> bytes:
    """An id without data: browsers keep it for their next Last-Event-ID and show nothing. Also the heartbeat."""
    return f": here\nid: {position}\n\n".encode()


def _reload(position: int) -> bytes:
    return f"id: {position}\nevent: reload\ndata: {{}}\n\n".encode()


def _taken(subscription: Subscription, reached: int) -> bytes:
    subscription.something.clear()
    told = b"".join(event for position, event in subscription.pending if position > reached)
    subscription.pending.clear()
    return told


async def _happens(event: asyncio.Event, within_seconds: float) -> bool:
    try:
        async with asyncio.timeout(within_seconds):
            await event.wait()
    except TimeoutError:
        return False
    return True


async def _until_left(receive: Receive) -> None:
    message: Message = {"type": ""}
    while message["type"] != "http.disconnect":
        message = await receive()
