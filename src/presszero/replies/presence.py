"""Who writes on a case at this moment, so that two do not answer one letter."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from presszero.cases.locking import locked_case
from presszero.cases.models import Case
from presszero.ground.actors import Actor
from presszero.ground.kept_queries import kept_query
from presszero.ground.record import record
from presszero.replies.models import Writer

STILL_WRITING = timedelta(seconds=60)


def begin_writing(*, case_id: int, by: Actor, at: datetime) -> Case:
    """Note that a colleague writes, from their first key on; colleagues on the case are warned at once.

    Safe to say again and again: only what begins is recorded. Raises NoSuchCase, CaseMerged. Records writing.begun.
    """
    with transaction.atomic():
        case = locked_case(case_id=case_id, by=by)
        known = Writer.objects.filter(case=case, worker_id=by.known_id).first()
        goes_on = known is not None and at - known.at <= STILL_WRITING
        Writer.objects.update_or_create(
            case=case,
            worker_id=by.known_id,
            defaults={"at": at, "since": known.since if known and goes_on else at},
        )
        if not goes_on:
            record("writing.begun", about=case, by=by, at=at, case_id=case.pk, team_id=case.team_id)
    return case


def end_writing(*, case_id: int, by: Actor, at: datetime) -> Case:
    """A colleague left the reply. Raises NoSuchCase, CaseMerged. Records writing.ended when they wrote."""
    with transaction.atomic():
        case = locked_case(case_id=case_id, by=by)
        if Writer.objects.filter(case=case, worker_id=by.known_id).delete()[0]:
            record("writing.ended", about=case, by=by, at=at, case_id=case.pk, team_id=case.team_id)
    return case


def others_writing(*, case: Case, by: Actor, at: datetime) -> list[Writer]:
    """Return which colleagues write on a case now, who began first first; not this one."""
    writers = _writers(case_id=case.pk)
    return [one for one in writers if one.at > at - STILL_WRITING and one.worker_id != by.id]


@kept_query
def _writers(*, case_id: int) -> QuerySet[Writer]:
    return Writer.objects.filter(case_id=case_id).select_related("worker").order_by("since", "id")
