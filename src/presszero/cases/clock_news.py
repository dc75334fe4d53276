"""Who is told of a clock: whoever answers for the case, once, and the lead on duty while they are away."""

from __future__ import annotations

from presszero.cases.models import Case, Clock, Promise
from presszero.cases.owners import can_answer
from presszero.cases.promises import is_here
from presszero.organisation.queries import NobodyLeads, lead_on_duty


def who_is_told_soon(clock: Clock) -> list[int]:
    """Return the ids of who is told that a clock runs out soon; nobody where a promise calls it to mind."""
    is_called_to_mind = clock.case.team.promise_warn_hours > 0 and _is_promised(clock)
    return [] if is_called_to_mind else who_answers(clock.case)


def who_is_told_late(clock: Clock) -> list[int]:
    """Return the ids of who is told that a clock ran out; nobody where its promise passed its time with it.

    Where the team escalates, the lead is told that the case is theirs from now on, and not of the clock as well.
    """
    if _is_promised(clock):
        return []
    return [clock.case.owner_id] if clock.case.team.escalates else who_answers(clock.case)


def _is_promised(clock: Clock) -> bool:
    """Return whether an answer is promised for when a clock of answers runs out, or sooner."""
    if clock.kind == Clock.Kind.SETTLE or clock.due_at is None:
        return False
    due = clock.case.promises.filter(state=Promise.State.DUE, kind=Promise.Kind.ANSWER, points=None)
    return due.filter(due_at__lte=clock.due_at).exists()


def who_answers(case: Case) -> list[int]:
    """Return the ids of who answers for a case now: its owner, and the lead on duty while they are not here, or answer
    the team's cases no more."""
    if is_here(case.owner) and can_answer(case.owner, case):
        return [case.owner_id]
    try:
        return sorted({case.owner_id, lead_on_duty(case.team).worker.pk})
    except NobodyLeads:
        return [case.owner_id]
