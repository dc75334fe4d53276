"""Everything under one process: the database first, then the parts; what dies is started again. No Django here."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from presszero.config.addresses import Addresses, make_home
from presszero.processes.children import Child, Plan, next_wait, part
from presszero.processes.locks import take_if_free
from presszero.processes.ports import choose_ports
from presszero.processes.postgres import DatabaseWillNotStart, EmbeddedPostgres
from presszero.processes.ready import remove_mark, write_mark, write_privately
from presszero.pure.errors import PressZeroError

PARTS = (part("front", "serve"), part("worker", "work"), part("mail", "mail"))
MIGRATE = (sys.executable, "-m", "presszero", "migrate")
READY_LOOK_SECONDS = 0.05
STOP_SECONDS = 15.0
# After a power cut the server reads its log again before it answers.
RECOVERY_SECONDS = 600.0


class CannotSupervise(PressZeroError):
    """This installation cannot be started now; the sentence says why."""


class Supervisor:
    """Runs one installation until it is told to stop.

    plans: the parts, in the order of their start; they are stopped in the reverse order.
    afterwards: what starts once all parts are ready.
    migrate: the command that brings the tables up to date, run once before the parts.
    first_page: the path, without its first slash, that a person is sent to when all is ready.
    begin_link: the command that prints the link to the first set-up while nobody has begun; nothing else.
    say: takes one line of text for whoever watches.
    """

    def __init__(
        self,
        addresses: Addresses,
        environ: Mapping[str, str] = os.environ,
        *,
        plans: Sequence[Plan] = PARTS,
        afterwards: Sequence[Plan] = (),
        migrate: Sequence[str] = MIGRATE,
        first_page: str = "",
        begin_link: Sequence[str] = (),
        say: Callable[[str], None] = print,
        stop_seconds: float = STOP_SECONDS,
    ) -> None:
        self.addresses = choose_ports(addresses, environ)
        self.environ = dict(environ)
        self.postgres = None if addresses.database_url else EmbeddedPostgres(addresses.home)
        self.plans, self.afterwards, self.migrate_command = plans, afterwards, migrate
        self.first_page, self.say, self.stop_seconds = first_page, say, stop_seconds
        self.begin_link = begin_link
        self.children: list[Child] = []
        self.revival_at: float | None = None
        self.revival_wait = 0.0
        self.leaving = False
        self.announced = False

    def run(self) -> int:
        """Start everything, keep it running, stop it on SIGTERM or SIGINT; return 0 after an orderly stop.

        Raises CannotSupervise, DatabaseWillNotStart, BadSetting.
        """
        home = make_home(self.addresses.home)
        lock = take_if_free(home / "run" / "up.lock")
        if lock is None:
            raise CannotSupervise(
                f"PressZero already runs from {home}; stop it first, or set PRESSZERO_HOME."
            )
        with lock, woken_by_signals(self._on_signal) as wakened:
            try:
                self._begin()
                while not self.leaving:
                    self._look()
                    wakened(self._seconds_to_wait())
            except DatabaseWillNotStart:
                # A start that was called off is no failure.
                if not self.leaving:
                    raise
            finally:
                self._end()
        return 0

    def _on_signal(self, number: int) -> None:
        if number in (signal.SIGTERM, signal.SIGINT):
            self.leaving = True

    # Beginning

    def _begin(self) -> None:
        remove_mark(self.addresses.home, "up")
        if self.postgres:
            self._start_postgres()
        environment = self._environment()
        write_privately(self.addresses.run_folder / "database", environment["DATABASE_URL"])
        if not self.leaving:
            self._migrate(environment)
            self.children = [Child(plan, self.addresses.home, environment) for plan in self.plans]

    def _start_postgres(self) -> None:
        if self.postgres:
            self.postgres.start(own=True, patience_seconds=RECOVERY_SECONDS, called_off=lambda: self.leaving)
            self.say(f"database  PostgreSQL in {self.postgres.folder}")

    def _environment(self) -> dict[str, str]:
        """Return what every child is told, so that none of them chooses for itself."""
        url = self.postgres.url() if self.postgres else self.addresses.database_url
        return self.environ | {
            "DATABASE_URL": url or "",
            "PRESSZERO_HOME": str(self.addresses.home),
            "PRESSZERO_PURPOSE": self.addresses.purpose,
            "PRESSZERO_PORT": str(self.addresses.port),
            "PRESSZERO_SMTP_PORT": str(self.addresses.smtp_port),
            "PRESSZERO_PUBLIC_URL": self.addresses.public_url,
        }

    def _migrate(self, environment: dict[str, str]) -> None:
        self.say("tables    brought up to date")
        done = subprocess.run(self.migrate_command, env=environment, stdin=subprocess.DEVNULL, check=False)
        if done.returncode and not self.leaving:
            raise CannotSupervise(
                f"The tables could not be brought up to date (exit {done.returncode}); the lines above say why."
            )

    # Keeping it running

    def _look(self) -> None:
        self._revive_postgres()
        for child in self.children:
            self._look_at(child)
        if not self.announced and all(child.is_ready() and child.process for child in self.children):
            self._announce()

    def _look_at(self, child: Child) -> None:
        code = child.death()
        if code is not None and child.start_at is None:
            self.say(f"{child.plan.name:<9} finished")
        elif code is not None:
            self.say(f"{child.plan.name:<9} ended ({ending(code)}); again in {child.waited:.1f} s")
        if child.start_at is not None and child.start_at <= time.monotonic():
            self.say(f"{child.plan.name:<9} process {child.start()}")

    def _revive_postgres(self) -> None:
        if self.postgres is None or self.postgres.is_running():
            return
        if self.revival_at is None:
            self.say("database  ended by itself; started again")
            self.revival_at = time.monotonic()
        if self.revival_at <= time.monotonic():
            self._try_revival()

    def _try_revival(self) -> None:
        try:
            self._start_postgres()
            self.revival_at, self.revival_wait = None, 0.0
        except DatabaseWillNotStart as error:
            # The doors stay open meanwhile: they tell senders to come back, or keep what arrives on disk.
            self.revival_wait = next_wait(self.revival_wait, lived_seconds=0.0)
            self.revival_at = time.monotonic() + self.revival_wait
            self.say(f"{error} Again in {self.revival_wait:.1f} s.")

    def _announce(self) -> None:
        self.announced = True
        facts = {
            "pid": os.getpid(),
            "url": f"{self.addresses.public_url}/",
            "host": self.addresses.host,
            "port": self.addresses.port,
            "smtp_port": self.addresses.smtp_port,
            "lmtp_port": self.addresses.lmtp_port,
        }
        write_mark(self.addresses.home, "up", facts)
        page = f"{self.addresses.public_url}/{self.first_page}"
        self.say(f"PressZero is ready: {page}  (mail: port {self.addresses.smtp_port})")
        environment = self._environment()
        self._say_how_to_begin(environment)
        self.children += [Child(plan, self.addresses.home, environment) for plan in self.afterwards]

    def _say_how_to_begin(self, environment: Mapping[str, str]) -> None:
        if not self.begin_link:
            return
        asked = subprocess.run(
            self.begin_link,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if link := asked.stdout.strip():
            self.say(f"Nobody has begun here yet. Set it up, once, at {link}")

    def _seconds_to_wait(self) -> float | None:
        """Return until when nothing can be due; None when only a signal can bring news."""
        starts = [self.revival_at, *(child.start_at for child in self.children)]
        due = [start - time.monotonic() for start in starts if start is not None]
        if not self.announced:
            due.append(READY_LOOK_SECONDS)
        return max(0.0, min(due)) if due else None

    # Ending

    def _end(self) -> None:
        remove_mark(self.addresses.home, "up")
        if self.children:
            self.say("stopping")
        for child in reversed(self.children):
            child.stop(self.stop_seconds)
        (self.addresses.run_folder / "database").unlink(missing_ok=True)
        if self.postgres:
            self.postgres.shut_down()


def ending(code: int) -> str:
    """Say in words how a process ended.

    >>> ending(1), ending(-9)
    ('exit 1', 'SIGKILL')
    """
    return signal.Signals(-code).name if code < 0 else f"exit {code}"


@contextmanager
def woken_by_signals(tell: Callable[[int], None]) -> Iterator[Callable[[float | None], None]]:
    """Give a wait that ends early when a child dies or somebody asks us to stop; `tell` hears each signal."""
    numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD)
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    os.set_blocking(writing, False)
    before = {number: signal.signal(number, lambda heard, _frame: tell(heard)) for number in numbers}
    old_wakeup = signal.set_wakeup_fd(writing, warn_on_full_buffer=False)

    def wait(seconds: float | None) -> None:
        select.select([reading], [], [], seconds)
        try:
            os.read(reading, 1024)
        except BlockingIOError:
            return

    try:
        yield wait
    finally:
        signal.set_wakeup_fd(old_wakeup)
        for number, handler in before.items():
            signal.signal(number, handler)
        os.close(reading)
        os.close(writing)
