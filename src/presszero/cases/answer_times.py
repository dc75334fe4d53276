"""When a case's answer is due, where a rule gave it a time of its own: in the lists, and as promised."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from presszero.cases.models import Case, Clock, Contact, Promise
from presszero.ground.actors import SYSTEM
from presszero.ground.record import record

ANSWERS = (Clock.Kind.FIRST, Clock.Kind.NEXT)


def follow_own_time(*, case: Case, clocks: Collection[Clock], at: datetime) -> None:
    """Let the answer of a locked case be due when the clock with a limit of its own runs out.

    What the customer was told becomes sooner, never later; nothing is promised for a time that has passed.
    Records case.due_set when something changed.
    """
    clock = next((one for one in clocks if _is_own(one, case)), None)
    promise = _promised_to_all(case) if clock else None
    if clock is None or clock.due_at is None or promise is None or case.answer_due_at is None:
        return
    due, was = clock.due_at, case.answer_due_at
    may_be_later = was == promise.due_at and not _was_told(case)
    if due == was or (due > was and not may_be_later):
        return
    case.answer_due_at = due
    case.save(update_fields=["answer_due_at"])
    if promised_anew := due > at and (due < promise.due_at or may_be_later):
        if due > promise.due_at:  # its time comes once more
            promise.reminded_at = promise.overdue_at = None
        promise.due_at = due
        promise.save(update_fields=["due_at", "reminded_at", "overdue_at"])
    record(
        "case.due_set",
        about=case,
        by=SYSTEM,
        at=at,
        case_id=case.pk,
        team_id=case.team_id,
        clock=clock.kind,
        promise=promise.pk if promised_anew else None,
        was=int(was.timestamp()),
        due=int(due.timestamp()),
    )


def _is_own(clock: Clock, case: Case) -> bool:
    return clock.kind in ANSWERS and clock.stopped_at is None and bool(case.targets.get(clock.kind))


def _promised_to_all(case: Case) -> Promise | None:
    """Return the answer that every letter is promised, while no person gave it a time."""
    every = case.promises.filter(state=Promise.State.DUE, kind=Promise.Kind.ANSWER, points=None, made_in=None)
    return every.filter(moved_from=None).first()


def _was_told(case: Case) -> bool:
    """Return whether the customer read by when they hear: at once at most doors, in the acknowledgement by mail."""
    first = case.contacts.filter(direction=Contact.Direction.IN).first()
    by_mail = first is not None and first.channel == "email"
    return not by_mail or case.contacts.filter(direction=Contact.Direction.OUT).exists()
