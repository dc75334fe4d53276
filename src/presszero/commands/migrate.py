"""`presszero migrate`: bring the tables up to date."""

from __future__ import annotations

import os

from presszero.commands.database_in_reach import database_in_reach
from presszero.commands.parsing import command_parser
from presszero.pure.errors import PressZeroError

OLDEST_SERVER = 15


class ServerTooOld(PressZeroError):
    """The server that DATABASE_URL names is older than what PressZero needs."""


class ServerNotReached(PressZeroError):
    """Nobody answers where DATABASE_URL points, or the sign-in is refused."""


def main(arguments: list[str]) -> int:
    """Run every migration that has not run yet.

    Raises ServerTooOld, ServerNotReached.
    """
    parser = command_parser("migrate", "Bring the tables up to date; safe to run again.", "presszero migrate")
    parser.parse_args(arguments)
    with database_in_reach():
        refuse_old_server(server_version(os.environ["DATABASE_URL"]))
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connections

        try:
            call_command("migrate", interactive=False, verbosity=0)
            _hold_to_purpose()
        finally:
            connections.close_all()
    return 0


def _hold_to_purpose() -> None:
    """Say what the database is for; a new demo is given its town."""
    from django.conf import settings

    from presszero.ground.installation import hold_to_purpose

    hold_to_purpose(settings.PRESSZERO.purpose)
    if settings.PRESSZERO.purpose == "demo":
        from presszero.demo.machines import publish_machines
        from presszero.demo.town import build_town
        from presszero.ground import clock

        build_town()
        publish_machines(at=clock.now())


def server_version(url: str) -> int:
    """Return the server's version as it numbers itself: 150018 is 15.18.

    Raises ServerNotReached.
    """
    import psycopg

    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            return connection.info.server_version
    except psycopg.OperationalError as error:
        raise ServerNotReached(f"The database that DATABASE_URL names cannot be used: {error}") from error


def refuse_old_server(version: int) -> None:
    """Raise ServerTooOld for a server before 15."""
    if version // 10000 < OLDEST_SERVER:
        raise ServerTooOld(
            f"DATABASE_URL names a PostgreSQL {version // 10000}; PressZero needs {OLDEST_SERVER} or later. "
            "Upgrade that server, or leave DATABASE_URL empty to use the embedded one."
        )
