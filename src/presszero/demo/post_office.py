"""The post office of a demo: an SMTP server that keeps what would have left, and sends nothing on."""

from __future__ import annotations

import asyncio
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session


class PostOffice:
    """Keeps each mail as a row that the post office's page shows."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content
        raw = content.encode() if isinstance(content, str) else bytes(content or b"")
        await asyncio.get_running_loop().run_in_executor(None, keep_letter, raw, list(envelope.rcpt_tos))
        return "250 2.0.0 Kept in the post office"


def keep_letter(raw: bytes, recipients: list[str]) -> None:
    """Keep one mail for each of its recipients."""
    from django.db import connection

    from presszero.channels.email.reading import read_mail
    from presszero.demo.models import PostedLetter
    from presszero.ground import clock

    try:
        read = read_mail(raw)  # our own mail, so it may be read without the bounded process
        for recipient in recipients:
            PostedLetter.objects.create(
                recipient=recipient,
                sender=read.from_address,
                subject=read.subject[:500],
                text=read.text,
                raw=raw,
                posted_at=clock.now(),
            )
    finally:
        connection.close()


async def open_post_office(host: str, port: int) -> asyncio.Server:
    """Listen for what the demo sends; returns the listening server."""

    def made() -> Any:
        return SMTP(PostOffice(), enable_SMTPUTF8=True, hostname="post-office")

    return await asyncio.get_running_loop().create_server(made, host, port)
