"""Putting a case aside until a day, without letting anything slip that the customer was told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from presszero.cases.actions import reopen_case
from presszero.cases.line_words import keep_words
from presszero.cases.locking import locked_case
from presszero.cases.models import Case, Promise
from presszero.ground.actors import SYSTEM, Actor
from presszero.ground.record import record
from presszero.organisation.queries import the_zone
from presszero.pure.errors import BadInput, PressZeroError

AT_ONCE = 500


class SleepsPastAPromise(PressZeroError):
    """The customer was told to expect something before the case would wake."""

    def __init__(self, case: Case, due_at: datetime) -> None:
        super().__init__(
            _(
                "The customer was told they hear from us by %(when)s. "
                "Let %(case)s wake before then, or tell them a new time first."
            )
            % {
                "when": date_format(localtime(due_at, the_zone()), "j F, H:i"),
                "case": case.reference,
            }
        )


def snooze_case(*, case_id: int, until: datetime | None, why: str, by: Actor, at: datetime) -> Case:
    """Put a case aside until a time that lies ahead; a letter or a promise that falls due wakes it sooner.

    why: for the colleague who finds it asleep; may be empty, 200 characters are kept.
    Raises NoSuchCase, CaseMerged, BadInput, SleepsPastAPromise. Records case.snoozed.
    """
    with transaction.atomic():
        case = locked_case(case_id=case_id, by=by)
        until = refuse_no_time_ahead(until, at)
        if case.is_closed:
            raise BadInput(_("%(case)s is closed; there is nothing to put aside.") % {"case": case.reference})
        if (due := _first_due(case)) and due < until:
            raise SleepsPastAPromise(case, due)
        case.state, case.snoozed_until, case.snoozed_why = Case.State.SNOOZED, until, why.strip()[:200]
        case.save(update_fields=["state", "snoozed_until", "snoozed_why"])
        line = record(
            "case.snoozed",
            about=case,
            by=by,
            at=at,
            case_id=case.pk,
            team_id=case.team_id,
            until=int(until.timestamp()),
        )
        keep_words(line, new=case.snoozed_why)
    return case


def refuse_no_time_ahead(until: datetime | None, at: datetime) -> datetime:
    """Return a time that lies ahead. Raises BadInput."""
    if until is None or until <= at:
        raise BadInput(_("Give a time that lies ahead; then the case comes back by itself."), "until")
    return until


def _first_due(case: Case) -> datetime | None:
    owed = case.promises.filter(state=Promise.State.DUE).order_by("due_at").first()
    times = [one for one in (owed.due_at if owed else None, case.answer_due_at) if one]
    return min(times, default=None)


def wake_case(*, case_id: int, by: Actor, at: datetime) -> Case:
    """Bring a case back before its time. One that is awake stays so. Raises NoSuchCase. Records case.reopened."""
    with transaction.atomic():
        case = locked_case(case_id=case_id, by=by)
        if case.state == Case.State.SNOOZED:
            reopen_case(case=case, why="woken", by=by, at=at)
    return case


def wake_what_is_due(*, at: datetime) -> int:
    """Bring back every case whose time has come; return how many. Records case.reopened."""
    due = Case.objects.filter(state=Case.State.SNOOZED, snoozed_until__lte=at)
    return sum(
        _wake(case_id, at)
        for case_id in list(due.order_by("snoozed_until").values_list("id", flat=True)[:AT_ONCE])
    )


def _wake(case_id: int, at: datetime) -> bool:
    with transaction.atomic():
        still = Case.objects.filter(pk=case_id, state=Case.State.SNOOZED, snoozed_until__lte=at)
        case = still.select_for_update(of=("self",), skip_locked=True).first()
        if case is None:
            return False
        reopen_case(case=case, why="woke", by=SYSTEM, at=at)
    return True
