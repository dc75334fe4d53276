"""`presszero worker`: let a colleague in, or give one a new password."""

from __future__ import annotations

import getpass
import os
from argparse import Namespace

from presszero.commands.database_in_reach import database_in_reach
from presszero.commands.parsing import command_parser

EXAMPLE = "presszero worker --name 'Tomas Vell' --email tomas@portlumen.example --role agent --team Transit"


def main(arguments: list[str]) -> int:
    """Add one worker to a team, or give one a new password.

    The password is asked for, or taken from PRESSZERO_FIRST_PASSWORD.
    """
    parser = command_parser("worker", "Let a colleague in, with a role and a team.", EXAMPLE)
    parser.add_argument("--name", help="wanted for whoever is let in")
    parser.add_argument("--email", required=True)
    parser.add_argument("--role", default="agent", help="agent, lead, planner, leader or operator")
    parser.add_argument(
        "--team", action="append", default=[], help="a team's name; may be given more than once"
    )
    parser.add_argument("--leads", action="store_true", help="they lead these teams")
    parser.add_argument(
        "--new-password",
        action="store_true",
        help="for whoever is here already and forgot theirs; it ends their sessions everywhere",
    )
    given = parser.parse_args(arguments)
    if not given.new_password and not given.name:
        parser.error("a colleague who is let in needs a --name; one who is here already, --new-password")
    password = os.environ.get("PRESSZERO_FIRST_PASSWORD") or getpass.getpass(
        "A password of 12 signs or more: "
    )
    with database_in_reach():
        import django

        django.setup()
        print(_give_password(given.email, password) if given.new_password else _let_in(given, password))
    return 0


def _give_password(email: str, password: str) -> str:
    from presszero.ground import clock
    from presszero.ground.actors import SYSTEM
    from presszero.organisation.actions import set_new_password

    worker = set_new_password(email=email, password=password, by=SYSTEM, at=clock.now())
    return f"{worker.name} signs in with the new password, and is signed out everywhere."


def _let_in(given: Namespace, password: str) -> str:
    from presszero.ground import clock
    from presszero.ground.actors import SYSTEM
    from presszero.organisation.actions import add_worker
    from presszero.organisation.models import Team
    from presszero.pure.errors import BadInput

    teams = list(Team.objects.filter(name__in=given.team))
    if missing := set(given.team) - {team.name for team in teams}:
        known = ", ".join(Team.objects.values_list("name", flat=True))
        raise BadInput(f"There is no team {', '.join(sorted(missing))}. There are: {known}.", "team")
    worker = add_worker(
        name=given.name,
        email=given.email,
        role=given.role,
        password=password,
        teams=teams,
        leads=given.leads,
        by=SYSTEM,
        at=clock.now(),
    )
    return f"{worker.name} may sign in as {worker.email}."
