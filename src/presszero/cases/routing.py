"""Sending a case to another team, and giving it a time of its own."""

from __future__ import annotations

from datetime import datetime

from presszero.cases.actions import answers_for_it
from presszero.cases.models import Case
from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.organisation.models import Team
from presszero.organisation.queries import lead_on_duty


def route_case(*, case: Case, team: Team, by: Actor, at: datetime) -> None:
    """Give a locked case to another team; its lead on duty answers for it until somebody takes it.

    Raises NobodyLeads when that team has no lead. Records case.left_team, case.routed.
    """
    answerer, left = lead_on_duty(team), case.team_id
    case.team, case.owner, case.owner_why = team, answerer.worker, answerer.why
    case.owner_since, case.taken_at = at, None
    case.save(update_fields=["team", "owner", "owner_why", "owner_since", "taken_at"])
    answers_for_it(case)
    # A line for each team: the screens of the one it left are told too.
    record("case.left_team", about=case, by=by, at=at, case_id=case.pk, team_id=left, to=team.pk)
    record(
        "case.routed",
        about=case,
        by=by,
        at=at,
        case_id=case.pk,
        team_id=team.pk,
        left=left,
        owner=case.owner_id,
    )


def set_target(*, case: Case, kind: str, hours: int, by: Actor, at: datetime) -> None:
    """Give a locked case an open-hours limit of its own for one kind of clock. Records case.target_set."""
    was = case.targets.get(kind)
    if was == hours:
        return
    case.targets = case.targets | {kind: hours}
    case.save(update_fields=["targets"])
    record(
        "case.target_set",
        about=case,
        by=by,
        at=at,
        case_id=case.pk,
        team_id=case.team_id,
        clock=kind,
        hours=hours,
        was=was,
    )
