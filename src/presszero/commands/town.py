"""`presszero town`: Port Lumen without its evening, for a test or a demo of one's own."""

from __future__ import annotations

from presszero.commands.database_in_reach import database_in_reach
from presszero.commands.parsing import command_parser
from presszero.pure.errors import PressZeroError

EXAMPLE = "PRESSZERO_PURPOSE=test presszero town"


class NoTownHere(PressZeroError):
    """An invented organisation has no place among a real one's rows."""


def main(arguments: list[str]) -> int:
    """Build the town once. Raises NoTownHere in production, AnotherPurpose, ServerNotReached."""
    does = "Build the invented town in a demo or test database; a town that stands is left alone."
    command_parser("town", does, EXAMPLE).parse_args(arguments)
    with database_in_reach() as addresses:
        if addresses.purpose == "production":
            raise NoTownHere(
                "This is a production installation, and Port Lumen is invented. "
                "Set PRESSZERO_PURPOSE to demo or test, with a database of its own."
            )
        import django

        django.setup()
        from django.db import connections

        from presszero.demo.machines import publish_machines
        from presszero.demo.town import build_town
        from presszero.ground import clock
        from presszero.ground.installation import hold_to_purpose

        try:
            hold_to_purpose(addresses.purpose)
            build_town()
            publish_machines(at=clock.now())
        finally:
            connections.close_all()
    return 0
