"""`presszero work`: a worker alone, for several hosts."""

from __future__ import annotations

from presszero.commands.database_in_reach import need_database
from presszero.commands.parsing import command_parser

EXAMPLE = "DATABASE_URL=postgresql://user:password@host/presszero presszero work"


def main(arguments: list[str]) -> int:
    """Carry out consequences, promises that fall due and outgoing mail until SIGTERM."""
    does = "Run a worker alone: what follows from the record, promises that fall due, outgoing mail."
    command_parser("work", does, EXAMPLE).parse_args(arguments)
    need_database()
    from presszero.processes import worker

    return worker.main()
