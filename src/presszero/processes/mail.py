"""The mail door: SMTP and LMTP. 250 once the bytes are committed, 4xx when they cannot be."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import django
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from presszero.processes.access_log import log_to_stdout

log = logging.getLogger("presszero.mail")
LARGEST_MAIL_BYTES = 35 * 1024 * 1024
MOST_RECIPIENTS = 100
IDLE_SECONDS = 60
MOST_CONNECTIONS = 100
LATER = "451 4.3.0 We could not keep this mail just now; please try again later"


class Door:
    """Hands each whole mail to keep, and answers only after it is committed.

    keep: (raw, envelope from, recipients, peer) -> None, raises when it could not be
    committed. knows: whether a recipient's domain is ours.
    """

    def __init__(
        self, keep: Callable[[bytes, str, list[str], str], None], domain: str, threads: int = 4
    ) -> None:
        self._keep, self._domain = keep, domain
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="keep")

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
        try:
            await loop.run_in_executor(
                self._threads, self._keep, raw, envelope.mail_from or "", list(envelope.rcpt_tos), peer
            )
        except Exception as error:
            log.warning(
                "a mail was put off", extra={"facts": {"error": type(error).__name__, "bytes": len(raw)}}
            )
            return LATER
        return "250 2.0.0 Kept"


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
    log_to_stdout()
    return asyncio.run(_serve())


async def _serve() -> int:
    from django.conf import settings

    from presszero.processes.ready import mark_ready

    addresses = settings.PRESSZERO
    loop = asyncio.get_running_loop()
    door = Door(keep_in_database, addresses.mail_domain)
    smtp = await _listen(SMTP, door, addresses.host, addresses.smtp_port)
    doors: list[asyncio.Server] = [smtp]
    if addresses.lmtp_port is not None:
        doors.append(await _listen(LMTP, door, addresses.host, addresses.lmtp_port))
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
    door._threads.shutdown(wait=True)
    return 0


async def _listen(protocol: type[SMTP], door: Door, host: str, port: int) -> asyncio.Server:
    def made() -> Any:
        return protocol(
            door,
            data_size_limit=LARGEST_MAIL_BYTES,
            enable_SMTPUTF8=True,
            decode_data=False,
            timeout=IDLE_SECONDS,
            hostname="presszero",
            ident="PressZero",
        )

    return await asyncio.get_running_loop().create_server(made, host, port, backlog=MOST_CONNECTIONS)
