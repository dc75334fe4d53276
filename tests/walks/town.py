"""A whole installation for a walk: real processes, real doors, a relay of our own at the far end."""

from __future__ import annotations

import asyncio
import json
import os
import smtplib
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote, quote_plus

import psycopg
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from presszero.processes.ready import read_mark

PATIENCE_SECONDS = 120
T = TypeVar("T")


def _written(word: str) -> set[str]:
    return {word, json.dumps(word)[1:-1], quote(word), quote_plus(word)}


class NeverHappened(AssertionError):
    """A mark that a walk waits for did not come."""


def wait_for(what: str, look: Callable[[], T | None], patience_seconds: float = PATIENCE_SECONDS) -> T:
    """Return what look returns once it returns something. The bound is only for what will never come."""
    ends = time.monotonic() + patience_seconds
    while time.monotonic() < ends:
        if found := look():
            return found
        time.sleep(0.05)
    raise NeverHappened(f"{what} did not happen in {patience_seconds:.0f} s")


@dataclass
class Relay:
    """The customer's mail server: takes every mail and shows it.

    certificate and sign_in: with both, it takes mail only sealed and only from this user and password.
    """

    taken: list[EmailMessage] = field(default_factory=list)
    refuse: Callable[[], str | None] = lambda: None
    port: int = 0
    certificate: Path | None = None
    sign_in: tuple[str, str] | None = None

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if answer := self.refuse():
            return answer
        message = message_from_bytes(bytes(envelope.content or b""), policy=policy.default)
        message["X-Envelope-From"] = envelope.mail_from
        message["X-Envelope-To"] = ",".join(envelope.rcpt_tos)
        self.taken.append(message)
        return "250 2.0.0 Taken"

    def start(self) -> None:
        started = threading.Event()

        def serve() -> None:
            loop = asyncio.new_event_loop()
            options = self._guarded() if self.certificate else {}
            made: Callable[[], Any] = lambda: SMTP(self, hostname="far-end", loop=loop, **options)  # noqa: E731
            server = loop.run_until_complete(loop.create_server(made, "127.0.0.1", 0))
            self.port = server.sockets[0].getsockname()[1]
            started.set()
            loop.run_forever()

        threading.Thread(target=serve, daemon=True).start()
        assert started.wait(PATIENCE_SECONDS), "the relay never listened"

    def _guarded(self) -> dict[str, Any]:
        assert self.certificate and self.sign_in
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.certificate)
        right = LoginPassword(*(word.encode() for word in self.sign_in))

        def knows(
            server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
        ) -> AuthResult:
            return AuthResult(success=data == right, handled=False)

        return {"tls_context": context, "auth_required": True, "authenticator": knows}

    def to(self, address: str) -> list[EmailMessage]:
        return [mail for mail in list(self.taken) if address in str(mail["X-Envelope-To"])]


@dataclass
class Town:
    """Port Lumen, running. url and smtp_port are where its doors are."""

    database_url: str
    home: Path
    relay: Relay
    more: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    url: str = ""
    smtp_port: int = 0

    def start(self) -> None:
        environment = {
            **os.environ,
            "DATABASE_URL": self.database_url,
            "PRESSZERO_HOME": str(self.home),
            "PRESSZERO_PURPOSE": "demo",
            "PRESSZERO_PORT": "0",
            "PRESSZERO_SMTP_PORT": "0",
            "PRESSZERO_RELAY": f"127.0.0.1:{self.relay.port}",
            "PRESSZERO_MAIL_DOMAIN": "portlumen.example",
            "PRESSZERO_RESOLVER": "none",
            **self.more,
        }
        self.home.mkdir(parents=True, exist_ok=True)
        log = (self.home / "log.txt").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "presszero", "up"], env=environment, stdout=log, stderr=log
        )
        mark = wait_for("the town being ready", self._mark)
        self.url = mark["url"].rstrip("/")
        self.smtp_port = mark["smtp_port"]

    def _mark(self) -> dict[str, Any] | None:
        if self.process is not None and self.process.poll() is not None:
            raise NeverHappened(f"the town ended:\n{self.log()[-4000:]}")
        mark = read_mark(self.home, "up")
        # The mark of an installation that was killed lies there until the next one removes it.
        return mark if mark and self.process and mark["pid"] == self.process.pid else None

    def log(self) -> str:
        return (self.home / "log.txt").read_text(errors="replace")

    def log_holds(self, words: Iterable[str]) -> list[str]:
        """Return which of these the log of any process holds, as it is or as JSON and addresses write it."""
        log = self.log().casefold()
        return [word for word in words if any(form.casefold() in log for form in _written(word))]

    def stop(self) -> None:
        """End the town; what failed in it is told in its log."""
        if self.process is None:
            return
        try:
            with (self.home / "log.txt").open("a") as log:
                for failed in self.rows(
                    "SELECT consequence, attempts, last_error FROM ground_duty WHERE attempts > 0"
                ):
                    print(*failed, file=log)
        finally:
            self.process.terminate()
            self.process.wait(PATIENCE_SECONDS)
            self.process = None

    def post(self, raw: bytes, *, sender: str, to: str = "transit@portlumen.example") -> None:
        """Hand a mail in at the town's SMTP door."""
        with smtplib.SMTP("127.0.0.1", self.smtp_port, timeout=30) as door:
            if certificate := self.more.get("PRESSZERO_SMTP_CERTIFICATE"):
                door.starttls(context=ssl.create_default_context(cafile=certificate))
            door.sendmail(sender, [to], raw)

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            return connection.execute(query, values).fetchall()

    def shift_clock(self, seconds: float) -> None:
        """Move the town's one clock forward; every process obeys."""
        self.rows_changed(
            "UPDATE ground_installation SET clock_offset_seconds = clock_offset_seconds + %s", seconds
        )

    def rows_changed(self, statement: str, *values: Any) -> None:
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            connection.execute(statement, values)
