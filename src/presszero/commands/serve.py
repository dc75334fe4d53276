"""`presszero serve`: the front alone, for several hosts."""

from __future__ import annotations

from presszero.commands.database_in_reach import need_database
from presszero.commands.parsing import command_parser

EXAMPLE = "DATABASE_URL=postgresql://user:password@host/presszero presszero serve"


def main(arguments: list[str]) -> int:
    """Serve pages, live events and files until SIGTERM."""
    command_parser(
        "serve", "Run the front alone: pages, live events and files on one port.", EXAMPLE
    ).parse_args(arguments)
    need_database()
    from presszero.processes import front

    front.main()
    return 0
