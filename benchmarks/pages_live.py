"""From the commit to the screen while 500 screens listen: to each screen's event, and to the list of a team drawn anew.

One front, the sealer, and every listener in the same team, so that each line goes to all of them. SCREENS of them, the
team's people in turn, do what a browser does then: rest REST_SECONDS, ask for the rows of the list, and read the answer
to its end. A commit comes every BETWEEN_SECONDS, the pace at which a browser draws each of them at once; of a crowd of
lines several share a drawing, and a screen is then up to 1.4 s behind.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.record import SEALER
from presszero.processes.ready import remove_mark, wait_ready

if TYPE_CHECKING:
    from presszero.organisation.models import Worker

LISTENERS, SCREENS, TURNS = 500, 6, 20
REST_SECONDS = 0.02  # REST_MS of ui/live.js
BETWEEN_SECONDS = 1.0  # PACE_MS of ui/live.js
PATIENCE_SECONDS = 30.0


def measure_live(url: str, title: str, limit_ms: float) -> list[str]:
    """Print how long 500 screens and a team's lists take after a commit; return what is over the limit."""
    cookies, act = _agents()
    with running_front(url) as (port, _process):
        heard, drawn = asyncio.run(_heard_and_drawn(port, cookies, act))
    print(f"\n{title}: {LISTENERS} listeners, {TURNS} commits, {len(cookies)} people")
    over = []
    for name, spans in (
        ("commit to the event on each screen", heard),
        (f"commit to the list on {SCREENS} screens", drawn),
    ):
        p95 = sorted(spans)[round(0.95 * (len(spans) - 1))]
        print(
            f"{name:>40}   p50 {statistics.median(spans):4.0f} ms   p95 {p95:4.0f} ms   max {max(spans):4.0f} ms"
        )
        over += [f"{name}, p95 {p95:.0f} ms ({title})"] if p95 > limit_ms else []
    return over


def _agents() -> tuple[list[str], Callable[[], None]]:
    """Return the cookies of a team's people signed in, and an act of one of them that commits."""
    from presszero.cases.models import Case
    from presszero.cases.notes import add_note
    from presszero.ground import clock
    from presszero.organisation.models import Worker

    tomas = Worker.objects.get(name="Tomas Vell")
    case = Case.objects.filter(team__in=tomas.teams.all(), state="open").earliest("answer_due_at")

    def act() -> None:
        add_note(case_id=case.pk, text="She kept the receipt.", by=tomas.actor, at=clock.now())

    people = Worker.objects.filter(teams=case.team_id, is_active=True).order_by("pk")
    return [_cookie(worker) for worker in people[:SCREENS]], act


def _cookie(worker: Worker) -> str:
    from django.conf import settings
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


@contextmanager
def running_front(url: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Run a front and the sealer on the town; yield the front's port and process."""
    home = Path(os.environ["PRESSZERO_HOME"])
    remove_mark(home, "front")
    environment = {**os.environ, "PRESSZERO_PORT": "0"}
    command = [sys.executable, "-m", "presszero", "serve"]
    front = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    sealer = subprocess.Popen([sys.executable, "-c", SEALER, url])
    try:
        yield int(wait_ready(home, "front", front.pid)["port"]), front
    finally:
        for process in (front, sealer):
            process.terminate()
            process.wait(30)


async def _heard_and_drawn(
    port: int, cookies: list[str], act: Callable[[], None]
) -> tuple[list[float], list[float]]:
    """Return, in milliseconds after each commit, when each listener heard of it and when each screen had its list."""
    screens = [
        _Screen(port, cookies[number % len(cookies)], draws=number < SCREENS) for number in range(LISTENERS)
    ]
    try:
        for some in range(0, LISTENERS, 25):
            await asyncio.gather(*(screen.listen() for screen in screens[some : some + 25]))
        heard: list[float] = []
        drawn: list[float] = []
        for turn in range(TURNS + 1):
            waits = [asyncio.create_task(screen.hear()) for screen in screens]
            await asyncio.to_thread(act)
            committed = time.perf_counter()
            spans = await asyncio.wait_for(asyncio.gather(*waits), PATIENCE_SECONDS)
            if turn:  # the first one opens connections of the front's own
                heard += [1000 * (at - committed) for at, _list_at in spans]
                drawn += [1000 * (list_at - committed) for _at, list_at in spans if list_at]
            await asyncio.sleep(BETWEEN_SECONDS)
        return heard, drawn
    finally:
        for screen in screens:
            screen.leave()


class _Screen:
    """An open page: it hears live events, and where it draws, asks for its list after each."""

    def __init__(self, port: int, cookie: str, *, draws: bool) -> None:
        self.port, self.cookie, self.draws, self.mark = port, cookie, draws, ""

    async def listen(self) -> None:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.writer.write(self._request("/events"))
        await asyncio.wait_for(self.reader.readuntil(b": here"), PATIENCE_SECONDS)

    async def hear(self) -> tuple[float, float]:
        """Wait for the next line; return when it was heard, and when the list was there (0: not asked for)."""
        await self.reader.readuntil(b"event: record")
        heard_at = time.perf_counter()
        if not self.draws:
            return heard_at, 0.0
        await asyncio.sleep(REST_SECONDS)
        await self._draw()
        return heard_at, time.perf_counter()

    async def _draw(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(
            self._request("/desk/?view=team", "HX-Request: true", "HX-Target: part-rows", "Connection: close")
        )
        answer = await reader.read(-1)
        writer.close()
        if not answer.startswith(b"HTTP/1.1 200"):
            raise SystemExit(f"The list answered {answer[:80]!r}")

    def _request(self, path: str, *headers: str) -> bytes:
        lines = [f"GET {path} HTTP/1.1", "Host: localhost", f"Cookie: {self.cookie}", *headers]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    def leave(self) -> None:
        if hasattr(self, "writer"):
            self.writer.close()
