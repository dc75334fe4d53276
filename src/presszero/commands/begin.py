"""`presszero begin`: the first organisation, team and lead of a new installation."""

from __future__ import annotations

import getpass
import os

from presszero.commands.database_in_reach import database_in_reach
from presszero.commands.parsing import command_parser

EXAMPLE = (
    "presszero begin --organisation 'Port Lumen' --prefix PL --time-zone Europe/Berlin "
    "--team Transit --mail-name transit --lead 'Noor Halvane' --email noor@portlumen.example"
)


def main(arguments: list[str]) -> int:
    """Make the organisation, its first team, and the lead who answers for it.

    The password is asked for, or taken from PRESSZERO_FIRST_PASSWORD.
    """
    parser = command_parser(
        "begin", "Begin a new installation: its organisation, first team and lead.", EXAMPLE
    )
    parser.add_argument(
        "--link", action="store_true", help="only print a link to the set-up in the browser; it works once"
    )
    wanted = "--link" not in arguments
    parser.add_argument("--organisation", required=wanted, help="the name its customers know")
    parser.add_argument("--prefix", default="PZ", help="what references begin with, such as PL in PL-1001")
    parser.add_argument("--time-zone", default="UTC", help="such as Europe/Berlin")
    parser.add_argument("--team", required=wanted, help="the first team's name")
    parser.add_argument("--mail-name", required=wanted, help="the part before @ of the team's address")
    parser.add_argument("--lead", required=wanted, help="the name of the person who answers for what waits")
    parser.add_argument("--email", required=wanted, help="where the lead signs in")
    given = parser.parse_args(arguments)
    if given.link:
        return print_link()
    password = os.environ.get("PRESSZERO_FIRST_PASSWORD") or getpass.getpass(
        "A password of 12 signs or more: "
    )
    with database_in_reach():
        import django

        django.setup()
        from django.db import transaction

        from presszero.ground import clock
        from presszero.ground.actors import SYSTEM
        from presszero.organisation.actions import add_worker, begin_organisation, make_team

        at = clock.now()
        with transaction.atomic():
            begin_organisation(
                name=given.organisation, reference_prefix=given.prefix, time_zone=given.time_zone, at=at
            )
            team = make_team(name=given.team, mail_name=given.mail_name, by=SYSTEM, at=at)
            lead = add_worker(
                name=given.lead,
                email=given.email,
                role="lead",
                password=password,
                teams=[team],
                leads=True,
                by=SYSTEM,
                at=at,
            )
    print(
        f"{given.organisation} begins. {lead.name} signs in as {lead.email}; the team reads {team.mail_name}@."
    )
    return 0


def print_link() -> int:
    """Print the link to the first set-up, or nothing when an organisation lives here already."""
    with database_in_reach() as addresses:
        import django

        django.setup()
        from presszero.ground import clock
        from presszero.organisation.beginning import new_setup_key

        secret = new_setup_key(clock.now())
        if secret:
            print(f"{addresses.public_url}/begin/{secret}/")
    return 0
