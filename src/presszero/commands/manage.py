"""`presszero manage`: Django's own commands, with the database in reach."""

from __future__ import annotations

from presszero.commands.database_in_reach import database_in_reach
from presszero.commands.parsing import command_parser

EXAMPLE = "presszero manage createsuperuser"


def main(arguments: list[str]) -> int:
    """Hand `arguments` to Django; without any, or with --help alone, say what this does."""
    if not arguments or arguments[0] in ("-h", "--help"):
        parser = command_parser(
            "manage", "Run one of Django's own commands; `presszero manage help` lists them.", EXAMPLE
        )
        parser.print_help()
        return 0 if arguments else 2
    with database_in_reach():
        from django.core.management import execute_from_command_line
        from django.db import connections

        try:
            execute_from_command_line(["presszero manage", *arguments])
        finally:
            connections.close_all()
    return 0
