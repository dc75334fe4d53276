"""Joining and leaving a line."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from presszero.cases.models import Case
from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.lines.models import Line, Waiting
from presszero.organisation.models import Team


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
