"""Joining and leaving a line, and back to the lead whoever has a case no more."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.db import transaction

from presszero.cases.actions import answers_for_it
from presszero.cases.models import Case, News
from presszero.cases.notes import tell
from presszero.ground.actors import SYSTEM, Actor
from presszero.ground.record import record
from presszero.lines.models import Line, Waiting
from presszero.organisation.models import Team, Worker


def line_of(team: Team) -> Line:
    """Return a team's line; it is made when it is first needed."""
    line = Line.objects.filter(team=team).order_by("id").first()
    return line or Line.objects.create(name=team.name, team=team)


def join_line(*, case: Case, by: Actor, at: datetime) -> Waiting:
    """Put a case in its team's line; a case waits in one line only. Records line.joined."""
    with transaction.atomic():
        line = line_of(case.team)
        waiting, _ = Waiting.objects.update_or_create(case=case, defaults={"line": line, "since": at})
        record("line.joined", about=line, by=by, at=at, case_id=case.pk, team_id=case.team_id)
    return waiting


def leave_line(*, case: Case, by: Actor, at: datetime) -> bool:
    """Take a case out of its line; return whether it stood in one. Records line.left."""
    with transaction.atomic():
        waiting = Waiting.objects.select_for_update().filter(case=case).first()
        if waiting is None:
            return False
        record("line.left", about=waiting.line, by=by, at=at, case_id=case.pk, team_id=case.team_id)
        waiting.delete()
    return True


def back_to_lead(
    *, case: Case, lead: Worker, left_with: int, why: Literal["returned", "left"], at: datetime
) -> None:
    """Let the lead answer for a locked case that its owner did not act on (returned) or answers no more (left), and be told.

    Records case.returned.
    """
    case.owner, case.owner_why, case.owner_since, case.taken_at = lead, why, at, None
    case.save(update_fields=["owner", "owner_why", "owner_since", "taken_at"])
    answers_for_it(case)
    line = record(
        "case.returned",
        about=case,
        by=SYSTEM,
        at=at,
        case_id=case.pk,
        team_id=case.team_id,
        worker=left_with,
        to=lead.pk,
        gone=why == "left",
    )
    news = News.Why.LEFT if why == "left" else News.Why.RETURNED
    tell([lead.pk], case=case, why=news, by=SYSTEM, at=at, line=line.pk)
