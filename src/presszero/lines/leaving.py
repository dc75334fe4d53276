"""Cases whose owner answers their team's no more: who left the team, whose role changed, or whose access ended."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from presszero.cases.models import Case
from presszero.cases.owners import can_answer
from presszero.ground.actors import SYSTEM
from presszero.lines.actions import back_to_lead, join_line
from presszero.lines.models import Turn
from presszero.organisation.models import Membership
from presszero.organisation.queries import lead_on_duty

HELD = (Case.State.OPEN, Case.State.WAITING, Case.State.SNOOZED)
BY_LEADING = (
    "lead-on-duty",
    "lead-though-away",
    "returned",
    "left",
)  # why somebody answers for what nobody took


def return_what_they_answer_no_more(*, worker_id: int, at: datetime) -> int:
    """Give back what somebody has and answers no more; return how many cases went back. Safe to run twice."""
    held = Case.objects.filter(owner_id=worker_id, state__in=HELD).order_by("id").values_list("id", flat=True)
    return sum(return_when_left(case_id=case_id, at=at) for case_id in list(held))


def return_when_left(*, case_id: int, at: datetime) -> bool:
    """Let the lead on duty answer for a case whose owner does so no more, and be told; an open one waits in its line again.

    Returns whether it went back. Raises NobodyLeads. Records case.returned, line.joined.
    """
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).select_related("team", "owner").get(pk=case_id)
        if case.state not in HELD or not _is_left(case):
            return False
        lead, left_with, was_taken = lead_on_duty(case.team).worker, case.owner_id, case.taken_at is not None
        if lead.pk == left_with:
            return False
        Turn.objects.filter(case=case).delete()
        back_to_lead(case=case, lead=lead, left_with=left_with, why="left", at=at)
        if was_taken and case.state == Case.State.OPEN:
            join_line(case=case, by=SYSTEM, at=at)
    return True


def _is_left(case: Case) -> bool:
    """Whether the owner answers this team's cases no more, or answered for what waits as a lead of it and is none now."""
    if not can_answer(case.owner, case):
        return True
    leads = Membership.objects.filter(team_id=case.team_id, worker_id=case.owner_id, leads=True)
    return case.taken_at is None and case.owner_why in BY_LEADING and not leads.exists()
