"""The mail door: SMTP and LMTP. 250 once the bytes are committed, 4xx when they cannot be."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import ssl
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import django
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings

from presszero.config.addresses import BadSetting, DoorCertificate
from presszero.processes.access_log import log_to_stdout

log = logging.getLogger("presszero.mail")
LARGEST_MAIL_BYTES = 35 * 1024 * 1024
MOST_RECIPIENTS = 100
# Programs that write no line ends are common, and their letters are letters too.
LONGEST_LINE_BYTES = 1024 * 1024
IDLE_SECONDS = 60.0
LONGEST_TALK_SECONDS = 1800.0
MOST_CONNECTIONS = 100
LAST_MAIL_SECONDS = 8.0
LATER = "451 4.3.0 We could not keep this mail just now; please try again later"


class Door:
    """Hands each whole mail to keep, and answers only after it is committed.

    keep: (raw, envelope from, recipients, peer) -> None, raises when it could not be
    committed. domain: the only one we take mail for. talks: the connections that are open.
    """

    def __init__(
        self, keep: Callable[[bytes, str, list[str], str], None], domain: str, threads: int = 4
    ) -> None:
        self._keep, self._domain = keep, domain
        self.talks: set[Talk] = set()
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="keep")

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Say what we offer. The library offers a sign-in once a talk is sealed; this door knows nobody's."""
        session.host_name = hostname
        return [line for line in responses if not line.startswith("250-AUTH")]

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients; send the rest in another mail"
        if address.rpartition("@")[2].casefold() != self._domain:
            return f"550 5.1.2 We take mail for {self._domain} only"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content
        raw = (
            content.encode("utf-8", "surrogateescape") if isinstance(content, str) else bytes(content or b"")
        )
        loop = asyncio.get_running_loop()
        peer = str(session.peer[0]) if session.peer else ""
        sender = (envelope.mail_from or "").strip("<>")
        try:
            await loop.run_in_executor(self._threads, self._keep, raw, sender, list(envelope.rcpt_tos), peer)
        except Exception as error:
            log.warning(
                "a mail was put off", extra={"facts": {"error": type(error).__name__, "bytes": len(raw)}}
            )
            return _said(server, envelope, LATER)
        return _said(server, envelope, "250 2.0.0 Kept")

    async def finish(self, patience_seconds: float = LAST_MAIL_SECONDS) -> None:
        """Let the mails that are on their way in be kept, and their senders hear of it."""
        underway = [talk.mail_is_in.wait() for talk in self.talks]
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*underway), patience_seconds)
        await asyncio.to_thread(self._threads.shutdown)
        for talk in list(self.talks):
            await talk.say_goodbye()


def _said(server: SMTP, envelope: Envelope, answer: str) -> str:
    # LMTP wants an answer for each recipient, in their order (RFC 2033).
    return "\r\n".join([answer] * len(envelope.rcpt_tos)) if isinstance(server, LMTP) else answer


class Talk(SMTP):
    """One connection. It ends when it is idle, lasts too long, or finds the door full."""

    line_length_limit = LONGEST_LINE_BYTES

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.mail_is_in = asyncio.Event()
        self.mail_is_in.set()

    async def smtp_DATA(self, argument: str) -> None:
        self.mail_is_in.clear()
        try:
            await super().smtp_DATA(argument)
        finally:
            self.mail_is_in.set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if self in self.event_handler.talks:  # the same talk, sealed from here on
            super().connection_made(transport)
            return
        if len(self.event_handler.talks) >= MOST_CONNECTIONS:
            transport.write(b"421 4.3.2 Too many connections; please come back in a minute\r\n")  # type: ignore[attr-defined]
            transport.close()
            return
        self.event_handler.talks.add(self)
        self._ends_at = self.loop.time() + LONGEST_TALK_SECONDS
        super().connection_made(transport)

    def data_received(self, data: bytes) -> None:
        # The library counts from the last command: a large mail on a slow line would never end.
        if self in self.event_handler.talks and self.loop.time() < self._ends_at:
            self._reset_timeout()
            super().data_received(data)

    def connection_lost(self, error: Exception | None) -> None:
        self.mail_is_in.set()
        if self in self.event_handler.talks:
            self.event_handler.talks.discard(self)
            super().connection_lost(error)

    def eof_received(self) -> bool | None:
        return super().eof_received() if self in self.event_handler.talks else None

    async def say_goodbye(self) -> None:
        """Send what is still to be said, and part."""
        if self.transport is not None:
            await self.push("421 4.3.2 We close for a moment; please come back")
            self.transport.close()


class LocalTalk(Talk, LMTP):
    """One connection of a mail server of one's own."""


class DoorSeal:
    """The door's certificate, read again when its file was renewed. Raises BadSetting when it cannot be used."""

    def __init__(self, files: DoorCertificate) -> None:
        self._files = files
        try:
            self._read_of, self._context = self._written_at(), self._read()
        except OSError as error:
            raise BadSetting(
                f"PRESSZERO_SMTP_CERTIFICATE is {str(files.certificate)!r}, with the key {str(files.key)!r}, and they "
                f"cannot be used: {error.strerror or error}. Both must be PEM, the key its own and without a pass phrase."
            ) from error

    def context(self) -> ssl.SSLContext:
        """Return what the next connection is sealed with."""
        try:
            if (written_at := self._written_at()) != self._read_of:
                self._read_of, self._context = written_at, self._read()
        except OSError as error:
            # Half a renewal: the old certificate serves until the new one is whole.
            log.warning("the renewed certificate cannot be used yet", extra={"facts": {"error": str(error)}})
        return self._context

    def _written_at(self) -> tuple[float, float]:
        return self._files.certificate.stat().st_mtime, self._files.key.stat().st_mtime

    def _read(self) -> ssl.SSLContext:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        # An empty pass phrase: without one, a sealed key would be asked for at the terminal.
        context.load_cert_chain(self._files.certificate, self._files.key, password="")
        return context


def keep_in_database(raw: bytes, envelope_from: str, envelope_to: list[str], peer: str) -> None:
    """Commit one mail; raise when that cannot be."""
    from django.db import connection

    from presszero.channels.email.arriving import keep_arrival
    from presszero.ground import clock

    try:
        keep_arrival(
            raw=raw,
            envelope_from=envelope_from,
            envelope_to=envelope_to,
            door="smtp",
            peer=peer,
            at=clock.now(),
        )
    finally:
        connection.close()


def main() -> int:
    """Listen until SIGTERM, then let running mails finish."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "presszero.config.settings")
    django.setup()
    log_to_stdout(settings.PRESSZERO.log)
    return asyncio.run(_serve())


async def _serve() -> int:
    from presszero.processes.ready import mark_ready

    addresses = settings.PRESSZERO
    loop = asyncio.get_running_loop()
    door = Door(keep_in_database, addresses.mail_domain)
    seal = DoorSeal(addresses.door_certificate) if addresses.door_certificate else None
    smtp = await listen(Talk, door, addresses.host, addresses.smtp_port, seal=seal)
    doors: list[asyncio.Server] = [smtp]
    if addresses.lmtp_port is not None:
        doors.append(await listen(LocalTalk, door, addresses.host, addresses.lmtp_port))
    if addresses.post_office and addresses.relay:
        from presszero.demo.post_office import open_post_office

        doors.append(await open_post_office(*addresses.relay))
    stop = asyncio.Event()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signal_number, stop.set)
    mark_ready("mail", smtp_port=smtp.sockets[0].getsockname()[1])
    await stop.wait()
    for listening in doors:
        listening.close()
    await door.finish()
    return 0


async def listen(
    protocol: type[Talk],
    door: Door,
    host: str,
    port: int,
    idle_seconds: float = IDLE_SECONDS,
    seal: DoorSeal | None = None,
) -> asyncio.Server:
    """Open a door. port: 0 takes one from the system. seal: offered as STARTTLS, required of nobody."""

    def made() -> Any:
        return protocol(
            door,
            tls_context=seal.context() if seal else None,
            data_size_limit=LARGEST_MAIL_BYTES,
            enable_SMTPUTF8=True,
            decode_data=False,
            timeout=idle_seconds,
            auth_exclude_mechanism=["LOGIN", "PLAIN"],
            hostname="presszero",
            ident="PressZero",
        )

    return await asyncio.get_running_loop().create_server(made, host, port, backlog=MOST_CONNECTIONS)
