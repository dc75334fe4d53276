"""What happens to cases by the clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from presszero.cases.models import Promise
from presszero.cases.promises import note_overdue, pass_on_promise, remind_of_promise
from presszero.organisation.models import Team

AT_ONCE = 500


def look_at_promises(*, at: datetime) -> int:
    """Remind owner and lead before a promise slips, and note each that passed its time; return how many.

    A promise whose owner is away then is passed on to the lead on duty.
    """
    due = Promise.objects.filter(state=Promise.State.DUE)
    soon = due.filter(_within_warning(at), reminded_at=None).values_list("id", flat=True)[:AT_ONCE]
    late = due.filter(due_at__lt=at, overdue_at=None).values_list("id", flat=True)[:AT_ONCE]
    return sum([_remind(promise_id, at) for promise_id in list(soon)]) + sum(
        [_late(promise_id, at) for promise_id in list(late)]
    )


def _within_warning(at: datetime) -> Q:
    """Due within the hours before that each team chose; one range of the index for each choice."""
    soon = Q(pk__in=[])
    for hours in set(Team.objects.values_list("promise_warn_hours", flat=True)):
        teams = Team.objects.filter(promise_warn_hours=hours)
        soon |= Q(due_at__lte=at + timedelta(hours=hours), case__team__in=teams)
    return soon


def _remind(promise_id: int, at: datetime) -> bool:
    first = remind_of_promise(promise_id=promise_id, at=at)
    if first:
        pass_on_promise(promise_id=promise_id, at=at)
    return first


def _late(promise_id: int, at: datetime) -> bool:
    first = note_overdue(promise_id=promise_id, at=at)
    if first:
        pass_on_promise(promise_id=promise_id, at=at)
    return first
