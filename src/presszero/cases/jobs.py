"""What happens to cases by the clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from presszero.cases.models import Promise
from presszero.cases.promises import note_overdue, remind_of_promise

REMIND_BEFORE = timedelta(hours=2)
AT_ONCE = 500


def look_at_promises(*, at: datetime) -> int:
    """Remind owner and lead before a promise slips, and note each that passed its time; return how many."""
    due = Promise.objects.filter(state=Promise.State.DUE)
    soon = due.filter(due_at__lte=at + REMIND_BEFORE, reminded_at=None).values_list("id", flat=True)[:AT_ONCE]
    late = due.filter(due_at__lt=at, overdue_at=None).values_list("id", flat=True)[:AT_ONCE]
    told = [remind_of_promise(promise_id=promise_id, at=at) for promise_id in list(soon)]
    told += [note_overdue(promise_id=promise_id, at=at) for promise_id in list(late)]
    return sum(told)
