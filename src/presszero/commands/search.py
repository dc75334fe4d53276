"""`presszero search`: what search knows, built from the cases."""

from __future__ import annotations

import json

from presszero.commands.database_in_reach import database_in_reach
from presszero.commands.parsing import command_parser

EXAMPLE = "presszero search build"


def main(arguments: list[str]) -> int:
    """Read every case that search does not know yet; with --anew, every case."""
    parser = command_parser(
        "search", "Build what search knows: after an upgrade, or when it is in doubt.", EXAMPLE
    )
    parser.add_argument("does", choices=["build"], help="build: read the cases that search does not know yet")
    parser.add_argument("--anew", action="store_true", help="read every case again")
    parser.add_argument("--json", action="store_true", help='print {"read": how many cases}')
    given = parser.parse_args(arguments)
    with database_in_reach():
        import django

        django.setup()
        from presszero.inbox.knowing import know_all_cases

        read = know_all_cases(anew=given.anew)
    print(json.dumps({"read": read}) if given.json else f"{read:,} cases read for search.")
    return 0
