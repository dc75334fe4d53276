"""`presszero worker`: let a colleague in."""

from __future__ import annotations

import getpass
import os

from presszero.commands.database_in_reach import database_in_reach
from presszero.commands.parsing import command_parser

EXAMPLE = "presszero worker --name 'Tomas Vell' --email tomas@portlumen.example --role agent --team Transit"


def main(arguments: list[str]) -> int:
    """Add one worker to a team. The password is asked for, or taken from PRESSZERO_FIRST_PASSWORD."""
    parser = command_parser("worker", "Let a colleague in, with a role and a team.", EXAMPLE)
    parser.add_argument("--name", required=True)
    parser.add_argument("--email", required=True)
    parser.add_argument("--role", default="agent", help="agent, lead, planner, leader or operator")
    parser.add_argument(
        "--team", action="append", default=[], help="a team's name; may be given more than once"
    )
    parser.add_argument("--leads", action="store_true", help="they lead these teams")
    given = parser.parse_args(arguments)
    password = os.environ.get("PRESSZERO_FIRST_PASSWORD") or getpass.getpass(
        "A password of 12 signs or more: "
    )
    with database_in_reach():
        import django

        django.setup()
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
    print(f"{worker.name} may sign in as {worker.email}.")
    return 0
