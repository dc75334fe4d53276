"""The worker: seals the record, does what follows from it, and runs jobs. Any number, on any host."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
import time
from collections.abc import Callable

import django
from django.conf import settings

from presszero.processes.access_log import log_to_stdout

log = logging.getLogger("presszero.worker")
HANDS = 3
TICK_SECONDS = 1.0


def main() -> int:
    """Work until SIGTERM; return 0 when every running duty was finished."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "presszero.config.settings")
    django.setup()
    log_to_stdout(settings.PRESSZERO.log)
    _import_everything()
    stop = threading.Event()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signal_number, lambda *_: stop.set())
    threads = [
        threading.Thread(target=part, args=(stop,), name=part.__name__, daemon=True) for part in _parts()
    ]
    for thread in threads:
        thread.start()
    _say_ready()
    while not stop.wait(0.5):
        if dead := [thread.name for thread in threads if not thread.is_alive()]:
            log.error("a part of the worker ended", extra={"facts": {"parts": dead}})
            return 1
    for thread in threads:
        thread.join(timeout=15)
    return 0


def _import_everything() -> None:
    """Threads that import one another's half-made modules at the same moment fail by chance."""
    from presszero import wiring
    from presszero.cases import jobs

    log.info("worker begins", extra={"facts": {"events": len(wiring.CONSEQUENCES), "clocked": jobs.__name__}})


def _parts() -> list[Callable[[threading.Event], None]]:
    return [seal, follow, *([do_duties] * HANDS), run_jobs, keep_time]


def seal(stop: threading.Event) -> None:
    from presszero.ground.sealer import run_sealer

    run_sealer(_database_url(), stop)


def follow(stop: threading.Event) -> None:
    """Write down duties as lines are sealed, and wake the hands."""
    from presszero.ground.consequences import note_duties
    from presszero.ground.live import wait_for_lines
    from presszero.wiring import CONSEQUENCES

    def woken() -> None:
        while _guarded(lambda: note_duties(CONSEQUENCES)):
            with _work:
                _work.notify_all()

    wait_for_lines(_database_url(), stop.is_set, woken)


_work = threading.Condition()


def do_duties(stop: threading.Event) -> None:
    from presszero.ground.consequences import do_next_duty
    from presszero.wiring import CONSEQUENCES

    while not stop.is_set():
        if not _guarded(lambda: do_next_duty(CONSEQUENCES)):
            with _work:
                _work.wait(timeout=0.5)


def run_jobs(stop: threading.Event) -> None:
    """Run started jobs, as a loop of its own thread."""
    from procrastinate.contrib.django import app

    async def until_stopped() -> None:
        worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
        async with worker_app.open_async():
            running = asyncio.create_task(
                worker_app.run_worker_async(
                    concurrency=2,
                    install_signal_handlers=False,
                    wait=True,
                    listen_notify=True,
                    delete_jobs="successful",
                )
            )
            while not stop.is_set() and not running.done():
                await asyncio.sleep(0.2)
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    while not stop.is_set():
        _guarded(lambda: asyncio.run(until_stopped()) or True)
        stop.wait(1)


def keep_time(stop: threading.Event) -> None:
    """What happens by the clock: mails to try again, promises that fall due, kept answers that are forgotten."""
    from presszero.api.idempotency import forget_answers
    from presszero.cases.clocks import look_at_clocks
    from presszero.cases.jobs import look_at_promises
    from presszero.cases.snoozing import wake_what_is_due
    from presszero.channels.email.addressing import new_message_id
    from presszero.channels.email.deliver import send_what_is_due
    from presszero.customers.keys import forget_keys
    from presszero.flows.guarding import prove_daily
    from presszero.ground import clock
    from presszero.lines.jobs import look_at_turns
    from presszero.replies.drafting import writes_on
    from presszero.replies.leaving import send_what_leaves

    def new_id() -> str:
        return new_message_id(settings.PRESSZERO.mail_domain)

    while not stop.wait(TICK_SECONDS):
        _guarded(lambda: send_what_is_due(at=clock.now()))
        _guarded(lambda: send_what_leaves(at=clock.now(), new_message_id=new_id))
        _guarded(lambda: look_at_promises(at=clock.now()))
        _guarded(lambda: look_at_clocks(at=clock.now()))
        _guarded(lambda: wake_what_is_due(at=clock.now()))
        _guarded(lambda: look_at_turns(at=clock.now(), writes_on=writes_on))
        _guarded(lambda: prove_daily(at=clock.now()))
        _guarded(lambda: forget_answers(at=clock.now()))
        _guarded(lambda: forget_keys(at=clock.now()))


def _guarded(act: Callable[[], object]) -> bool:
    """Do one thing; when the database is away, wait and say so, and never end the thread."""
    from django.db import DatabaseError, close_old_connections, connection

    try:
        return bool(act())
    except DatabaseError as error:
        log.warning("the database was away", extra={"facts": {"error": type(error).__name__}})
        close_old_connections()
        time.sleep(0.5)
        return False
    except Exception as error:
        log.error(
            "the worker went on after an error",
            extra={"facts": {"error": type(error).__name__}},
            exc_info=True,
        )
        time.sleep(0.5)
        return False
    finally:
        if not connection.in_atomic_block:
            connection.close()


def _database_url() -> str:
    return str(settings.PRESSZERO.database_url)


def _say_ready() -> None:
    from presszero.processes.ready import mark_ready

    mark_ready("worker")
