"""A line closed for a time of its own, apart from its team's hours: told in time, every live flow is proved against it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.lines.actions import line_of
from presszero.lines.models import LineClosing
from presszero.organisation.models import Team
from presszero.pure.errors import BadInput, NotFoundHere

LONGEST_CLOSING = timedelta(days=31)


def close_line(
    *, team_id: int, begins_at: datetime, ends_at: datetime, why: str, by: Actor, at: datetime
) -> LineClosing:
    """Close a team's line for a time: who comes then is told that nobody serves it, as the flow says.

    Raises NotFoundHere, BadInput when it ends before it begins, in the past, or after LONGEST_CLOSING. Records line.closed.
    """
    if not why.strip():
        raise BadInput(_("Say why the line is closed, such as a fire alarm or a training."), "why")
    if ends_at <= begins_at or ends_at <= at:
        raise BadInput(_("Give an end that is after the beginning and has not passed yet."), "ends_at")
    if ends_at - begins_at > LONGEST_CLOSING:
        raise BadInput(
            _("A line is closed for 31 days at most; change the hours of the team instead."), "ends_at"
        )
    with transaction.atomic():
        team = Team.objects.filter(pk=team_id).first()
        if team is None:
            raise NotFoundHere(_("There is no such team. Open the list of teams again."))
        closing = LineClosing.objects.create(
            line=line_of(team),
            begins_at=begins_at,
            ends_at=ends_at,
            why=why.strip()[:200],
            made_by_id=by.id if by.kind == "worker" else None,
        )
        record("line.closed", about=closing, by=by, at=at, team_id=team_id)
    return closing


def reopen_line(*, closing_id: int, by: Actor, at: datetime) -> LineClosing:
    """Let a line be served again before its time. Twice changes nothing. Raises NotFoundHere. Records line.reopened."""
    with transaction.atomic():
        closing = LineClosing.objects.select_for_update(of=("self",)).filter(pk=closing_id).first()
        if closing is None:
            raise NotFoundHere(_("There is no such closing. Load the page again."))
        if closing.reopened_at is None:
            closing.reopened_at = at
            closing.save(update_fields=["reopened_at"])
            record("line.reopened", about=closing, by=by, at=at, team_id=closing.line.team_id)
    return closing


def closings(*, since: datetime, team_id: int | None = None) -> list[LineClosing]:
    """Return the closings that hold now or will, the first first. team_id: of one team only."""
    held = LineClosing.objects.filter(reopened_at=None, ends_at__gt=since).select_related(
        "line__team", "made_by"
    )
    return list(held.filter(line__team_id=team_id) if team_id else held)


def is_closed(*, team: Team, at: datetime) -> bool:
    """Return whether nobody is served in a team's line now."""
    return LineClosing.objects.filter(
        line__team=team, reopened_at=None, begins_at__lte=at, ends_at__gt=at
    ).exists()
