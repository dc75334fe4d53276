"""The front: one process on one port for pages, files, live events and the signs of life."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import uvicorn
from starlette.responses import JSONResponse, PlainTextResponse

from presszero.processes.access_log import AccessLog, log_to_stdout
from presszero.processes.connections import FrontConnection
from presszero.processes.for_good import load_for_good
from presszero.processes.headers import BelievedHeaders
from presszero.processes.live_events import Authorise, Listener, LiveEvents
from presszero.processes.pages import Pages, Wsgi
from presszero.processes.record_source import PostgresSource
from presszero.processes.served_files import FileFolders, StaticFiles
from presszero.processes.spool import Receive, Refused, Scope, Send, SpoolLimits, SpoolRoom

STOP_SECONDS = 10
READY_SECONDS = 1.0
_DRAIN_SECONDS = 10.0
_MOST_CONNECTIONS = 6000


@dataclass(frozen=True)
class FrontSettings:
    """How one front serves.

    file_folders: the only folders Django may have files sent from.
    static_files: URL path → file, complete at start.
    trusted_peers: addresses or networks of our own proxies, whose X-Forwarded-* are believed.
    threads: pages answered at one time. page_bytes: the largest page collected in memory.
    """

    spool: SpoolLimits = field(default_factory=SpoolLimits)
    file_folders: tuple[Path, ...] = ()
    static_files: Mapping[str, Path] = field(default_factory=dict)
    trusted_peers: tuple[str, ...] = ()
    threads: int = 8
    page_bytes: int = 16_000_000


class Front:
    """Sends each request to who answers it, and tells refusals in plain words."""

    def __init__(
        self, wsgi: Wsgi, settings: FrontSettings, live: LiveEvents | None, who_chats: Authorise | None = None
    ) -> None:
        self.live = live
        self.pages = Pages(
            wsgi,
            room=SpoolRoom(settings.spool),
            folders=FileFolders(settings.file_folders),
            threads=settings.threads,
            limit_bytes=settings.page_bytes,
            database_is_away=self._database_is_away,
        )
        self._static = StaticFiles(settings.static_files)
        self._own: dict[str, Callable[[Scope, Receive, Send], Awaitable[None]]] = {
            "/health": _health,
            "/ready": self._ready,
        }
        if live is not None:
            self._own["/events"] = live
        if live is not None and who_chats is not None:
            self._own["/chat/events"] = partial(live.serve, authorise=who_chats)
        self._probe: asyncio.Task[bool] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._answer(scope, receive, send)
        except Refused as refusal:
            await _refuse(refusal, scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if own := self._own.get(scope["path"]):
            await own(scope, receive, send)
        elif static := self._static.find(scope):
            await self._static.send(static, scope, receive, send)
        else:
            await self.pages(scope, receive, send)

    async def _ready(self, scope: Scope, receive: Receive, send: Send) -> None:
        parts = {"pages": True}
        if self.live is not None:
            parts |= {"database": await self._database_answers(self.live), "live": self.live.is_connected}
        status = 200 if all(parts.values()) else 503
        answer = JSONResponse({"ready": status == 200, "parts": parts}, status, {"cache-control": "no-store"})
        await answer(scope, receive, send)

    async def _database_is_away(self) -> bool:
        """Ask only while the live events have lost it: an ordinary page costs nothing."""
        live = self.live
        return live is not None and not live.is_connected and not await self._database_answers(live)

    async def _database_answers(self, live: LiveEvents) -> bool:
        """Ask the database once for all who ask us at this moment; no answer in time is a no."""
        if self._probe is None or self._probe.done():
            self._probe = asyncio.create_task(live.database_answers())
        probe = self._probe
        await asyncio.wait({probe}, timeout=READY_SECONDS)
        return probe.done() and not probe.cancelled() and probe.result()


class FrontApplication:
    """The whole ASGI application: start and stop, then the layers around Front."""

    def __init__(
        self,
        wsgi: Wsgi,
        settings: FrontSettings,
        live: LiveEvents | None = None,
        who_chats: Authorise | None = None,
    ) -> None:
        self.front = Front(wsgi, settings, live, who_chats)
        self._layers = AccessLog(BelievedHeaders(self.front, settings.trusted_peers))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._layers(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._live_through(receive, send)

    async def _live_through(self, receive: Receive, send: Send) -> None:
        live = self.front.live
        await receive()
        if live is not None:
            await live.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        if live is not None:
            await live.stop()
        self.front.pages.threads.shutdown(wait=False, cancel_futures=True)
        await send({"type": "lifespan.shutdown.complete"})


def create_app(
    wsgi: Wsgi,
    settings: FrontSettings,
    live: LiveEvents | None = None,
    who_chats: Authorise | None = None,
) -> FrontApplication:
    """Return the front as an ASGI application: Django (or any WSGI) behind it, live events if given.

    who_chats: says whose chat a request to /chat/events may hear.
    """
    return FrontApplication(wsgi, settings, live, who_chats)


class FrontServer(uvicorn.Server):
    """Uvicorn, stopping as we promise: screens are told first, running requests end, exit code 0."""

    def __init__(
        self, config: uvicorn.Config, live: LiveEvents | None, on_serving: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._live, self._on_serving = live, on_serving

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_serving()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._live is not None:
            self._live.say_goodbye()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Like Uvicorn's, but a stop we were asked for is a success and not a death by signal."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self._stop) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.should_exit = True


def server(app: FrontApplication, on_serving: Callable[[], None] = lambda: None) -> FrontServer:
    """Return the server for an application; run it with `run(sockets=[…])`."""
    config = uvicorn.Config(
        app,
        http=FrontConnection,
        loop="uvloop",
        ws="none",
        lifespan="on",
        access_log=False,
        log_config=None,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    return FrontServer(config, app.front.live, on_serving)


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; port 0 takes one from the system."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=1024)


def serve(
    app: FrontApplication, listener: socket.socket, on_serving: Callable[[], None] = lambda: None
) -> None:
    """Serve until SIGTERM or SIGINT, and return when the running requests are done or 10 s are over.

    on_serving: called once, when the first request can be answered.
    """
    server(app, on_serving).run(sockets=[listener])


def main() -> None:
    """Serve this installation: Django's pages, its files, and live events where they are wired.

    Django settings read: FRONT_FILE_FOLDERS, FRONT_TRUSTED_PEERS, FRONT_STATIC_FILES and
    FRONT_LIVE_AUTHORISE and FRONT_CHAT_AUTHORISE, the dotted names of plain functions (scope) -> a listener or None.
    """
    from django.conf import settings

    log_to_stdout(settings.PRESSZERO.log)

    from presszero.config.wsgi import application
    from presszero.ground.late import late_room
    from presszero.processes.catching_up import catching_up
    from presszero.processes.ready import mark_ready
    from presszero.wiring import LATE_DOORS

    addresses = settings.PRESSZERO
    front_settings = FrontSettings(
        file_folders=tuple(getattr(settings, "FRONT_FILE_FOLDERS", (addresses.home / "files",))),
        static_files=getattr(settings, "FRONT_STATIC_FILES", None) or static_files_of_django(),
        trusted_peers=tuple(getattr(settings, "FRONT_TRUSTED_PEERS", ())),
    )
    app = create_app(application, front_settings, _live(settings), _who_chats(settings))
    load_for_good()
    listener = listen(addresses.host, addresses.port)
    with catching_up(late_room(), LATE_DOORS):
        serve(app, listener, partial(mark_ready, "front", port=listener.getsockname()[1]))
    _leave(app)


def _live(settings: Any) -> LiveEvents | None:
    from django.utils.module_loading import import_string

    name = getattr(settings, "FRONT_LIVE_AUTHORISE", None)
    if name is None or settings.PRESSZERO.database_url is None:
        return None
    return LiveEvents(PostgresSource(settings.PRESSZERO.database_url), in_a_thread(import_string(name)))


def _who_chats(settings: Any) -> Authorise | None:
    from django.utils.module_loading import import_string

    name = getattr(settings, "FRONT_CHAT_AUTHORISE", None)
    return in_a_thread(import_string(name)) if name else None


def in_a_thread(authorise: Callable[[Scope], Listener | None]) -> Authorise:
    """Return an asynchronous form of a function that asks Django's database, giving its connection back."""
    from django.db import close_old_connections

    def ask(scope: Scope) -> Listener | None:
        try:
            return authorise(scope)
        finally:
            close_old_connections()

    async def ask_in_a_thread(scope: Scope) -> Listener | None:
        return await asyncio.to_thread(ask, scope)

    return ask_in_a_thread


def static_files_of_django() -> dict[str, Path]:
    """Return URL path → file: what was collected, hashed names included, else what the apps carry."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders

    root = Path(settings.STATIC_ROOT or "")
    if settings.STATIC_ROOT and root.is_dir():
        files = (path for path in root.rglob("*") if path.is_file())
        return {settings.STATIC_URL + path.relative_to(root).as_posix(): path for path in files}
    carried: dict[str, Path] = {}
    for finder in get_finders():
        for name, storage in finder.list([]):
            url = settings.STATIC_URL + "/".join(filter(None, (getattr(storage, "prefix", None), name)))
            carried.setdefault(
                url, Path(storage.path(name))
            )  # the first app that carries it wins, as in Django
    return carried


def _leave(app: FrontApplication) -> None:
    """End the process now: a page still running after the time to stop would hold it for ever."""
    logging.shutdown()
    if app.front.pages.are_running():
        os._exit(0)


async def _health(scope: Scope, receive: Receive, send: Send) -> None:
    await JSONResponse({"alive": True}, headers={"cache-control": "no-store"})(scope, receive, send)


async def _refuse(refusal: Refused, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a refusal, then let the client finish sending for a while.

    Browsers read an answer only when they have sent everything; a connection cut
    at once would show them an error of theirs in place of our sentence.
    """
    headers = {"cache-control": "no-store", "connection": "close"}
    if refusal.retry_after_seconds is not None:
        headers["retry-after"] = str(refusal.retry_after_seconds)
    answer = PlainTextResponse(refusal.sentence + "\n", refusal.status, headers)
    await send({"type": "http.response.start", "status": refusal.status, "headers": answer.raw_headers})
    await send({"type": "http.response.body", "body": answer.body, "more_body": True})
    if refusal.status in (413, 503):
        await _drain(receive)
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _drain(receive: Receive) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(_DRAIN_SECONDS):
            while (await receive()).get("more_body", False):
                pass
