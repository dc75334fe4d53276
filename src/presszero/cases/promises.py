"""Changes to promises: made, moved, kept, broken."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from presszero.cases.actions import reopen_case
from presszero.cases.errors import WordsMissing
from presszero.cases.locking import kept_case_locked, locked_case
from presszero.cases.models import Case, Contact, News, Point, Promise
from presszero.cases.notes import note_on, tell
from presszero.cases.owners import can_answer
from presszero.ground.actors import SYSTEM, Actor
from presszero.ground.record import Fact, record
from presszero.organisation.models import Presence, Team, Worker
from presszero.organisation.queries import NobodyLeads, lead_on_duty
from presszero.pure.errors import BadInput, NotFoundHere


def make_promise(
    *,
    case: Case,
    what: str,
    owner_id: int,
    due_at: datetime,
    kind: str,
    made_in: Contact | None,
    by: Actor,
    at: datetime,
) -> Promise:
    """Write down what we said would happen, by when, and who sees to it. Records promise.made.

    Raises BadInput when the time has passed already.
    """
    if due_at <= at:
        raise BadInput(_("A promise lies ahead: give a time that has not passed."), "due")
    with transaction.atomic():
        promise = Promise.objects.create(
            case=case,
            what=what.strip()[:300],
            owner_id=owner_id,
            due_at=due_at,
            kind=kind,
            made_in=made_in,
            made_at=at,
        )
        _record_promise("promise.made", promise, by, at, owner=owner_id)
    return promise


def locked_promise(*, promise_id: int, by: Actor) -> Promise:
    """Return a promise still due that this actor may see, its case locked. Raises NotFoundHere."""
    due = Promise.objects.filter(pk=promise_id, state=Promise.State.DUE)
    case_id = due.filter(case__in=Case.objects.visible_to(by)).values_list("case_id", flat=True).first()
    if case_id is None:
        raise _settled_already()
    locked_case(case_id=case_id, by=by)
    # Read again behind the lock: a colleague may have settled it while we waited.
    promise = Promise.objects.select_related("case").filter(pk=promise_id, state=Promise.State.DUE).first()
    if promise is None:
        raise _settled_already()
    return promise


def _settled_already() -> NotFoundHere:
    return NotFoundHere(_("This promise is settled already, or not here. Open the case to see how it ended."))


def keep_promise(*, promise_id: int, words: str, by: Actor, at: datetime) -> Promise:
    """What we said has happened. words: what the customer reads about it, may be empty. Records promise.kept."""
    with transaction.atomic():
        promise = locked_promise(promise_id=promise_id, by=by)
        return _settle(promise, Promise.State.KEPT, words, by, at)


def keep_answer_promises(*, case: Case, by: Actor, at: datetime, but: Collection[Promise] = ()) -> None:
    """An answer went out: what was promised of the answer itself is kept. Records promise.kept.

    but: those to which this very letter gave a new time; it is not the answer yet.
    """
    due = case.promises.filter(state=Promise.State.DUE, kind=Promise.Kind.ANSWER, points=None)
    for promise in due.exclude(pk__in=[one.pk for one in but]):
        _settle(promise, Promise.State.KEPT, "", by, at)


def keep_promised_answer(
    *, promise: Promise | None, moved_to: Promise | None, by: Actor, at: datetime
) -> None:
    """The answer that was promised to a point went out: nobody is reminded of it any more.

    moved_to: the promise the point rests on now; another one when the reply gave a new time.
    Waits while other points rest on the same promise. Records promise.kept or promise.moved.
    """
    if promise is None or promise.kind != Promise.Kind.ANSWER or promise.state != Promise.State.DUE:
        return
    if promise.points.filter(state=Point.State.PROMISED).exists():
        return
    if moved_to is not None and moved_to != promise:
        promise.moved_to = moved_to
        promise.save(update_fields=["moved_to"])
        _settle(promise, Promise.State.MOVED, "", by, at)
    else:
        _settle(promise, Promise.State.KEPT, "", by, at)


def break_promise(*, promise_id: int, words: str, by: Actor, at: datetime) -> Promise:
    """What we said did not happen and will not. words: what the customer reads; needed. Records promise.broken."""
    if not words.strip():
        raise WordsMissing(_("Tell the customer why it did not happen, and what you do about it."), "words")
    with transaction.atomic():
        promise = locked_promise(promise_id=promise_id, by=by)
        Point.objects.filter(promise=promise, state=Point.State.PROMISED).update(state=Point.State.OPEN)
        return _settle(promise, Promise.State.BROKEN, words, by, at)


def _settle(promise: Promise, state: str, words: str, by: Actor, at: datetime) -> Promise:
    promise.state, promise.settled_at, promise.settled_words = state, at, words.strip()
    promise.save(update_fields=["state", "settled_at", "settled_words"])
    late = at > promise.due_at
    _record_promise(f"promise.{state}", promise, by, at, late=late)
    return promise


def move_promise(
    *,
    promise_id: int,
    due_at: datetime,
    words: str,
    by: Actor,
    at: datetime,
    owner_id: int | None = None,
    made_in: Contact | None = None,
) -> Promise:
    """A person gives the customer a new time. Records promise.moved, or promise.broken when the old one had passed.

    words: why; the customer reads it beside the old time. owner_id None: the same person sees to it.
    made_in: the letter that tells the new time. Returns the new promise.
    Raises WordsMissing, BadInput, NotFoundHere.
    """
    if not words.strip():
        raise WordsMissing(_("Tell the customer why it takes longer."), "words")
    with transaction.atomic():
        promise = locked_promise(promise_id=promise_id, by=by)
        if due_at <= at:
            raise BadInput(_("The new time has passed already; give one that lies ahead."), "due")
        new = Promise.objects.create(
            case=promise.case,
            what=promise.what,
            owner_id=owner_id or promise.owner_id,
            due_at=due_at,
            kind=promise.kind,
            made_in=made_in or promise.made_in,
            made_at=at,
        )
        Point.objects.filter(promise=promise).update(promise=new)
        # What passed its time was not kept; a new time afterwards does not change that.
        late = at > promise.due_at
        promise.state = Promise.State.BROKEN if late else Promise.State.MOVED
        promise.moved_to, promise.settled_at, promise.settled_words = new, at, words.strip()
        promise.save(update_fields=["moved_to", "state", "settled_at", "settled_words"])
        _record_promise("promise.broken" if late else "promise.moved", promise, by, at, new=new.pk, late=late)
    return new


def pass_on_promise(*, promise_id: int, at: datetime) -> Worker | None:
    """Give a promise whose owner is not here, or answers the team's cases no more, to the lead on duty.

    Return the lead, None where nothing changed: one who is away gets only what nobody else would see to.

    Records promise.passed_on.
    """
    with transaction.atomic():
        promise = (
            Promise.objects.select_for_update(of=("self",))
            .select_related("case__team", "owner")
            .filter(pk=promise_id, state=Promise.State.DUE)
            .first()
        )
        if promise is None:
            return None
        is_able = can_answer(promise.owner, promise.case)
        lead = _lead_of(promise.case.team)
        if (is_able and is_here(promise.owner)) or lead is None or lead == promise.owner:
            return None
        if is_able and not is_here(lead):
            return None
        was, promise.owner = promise.owner_id, lead
        promise.save(update_fields=["owner"])
        _record_promise("promise.passed_on", promise, SYSTEM, at, owner=was, to=lead.pk)
    return lead


def _lead_of(team: Team) -> Worker | None:
    try:
        return lead_on_duty(team).worker
    except NobodyLeads:
        return None


def tell_of_promise(*, promise_id: int, why: str, line: int, at: datetime) -> int:
    """Tell who sees to a promise, who answers for its case and the lead on duty; return how many are told.

    why: of News. line: the record's line it follows from, so that running twice tells nobody twice.
    Records promise.told, by which their screens hear of it.
    """
    promise = Promise.objects.select_related("case__team").filter(pk=promise_id).first()
    if promise is None or promise.state != Promise.State.DUE:
        return 0
    lead = _lead_of(promise.case.team)
    ids = sorted({promise.owner_id, promise.case.owner_id, *([lead.pk] if lead else [])})
    with transaction.atomic():
        if News.objects.filter(line=line).exists():
            return 0
        tell(ids, case=promise.case, why=why, by=SYSTEM, at=at, line=line)
        _record_promise("promise.told", promise, SYSTEM, at, workers=ids)
    return len(ids)


def is_here(worker: Worker) -> bool:
    """Return whether somebody can see to a promise now: works here, and has not said to be away."""
    return worker.is_active and worker.presence != Presence.AWAY


def remind_of_promise(*, promise_id: int, at: datetime) -> bool:
    """Tell the owner and the lead that a promise falls due soon; return whether this was the first time.

    Records promise.falls_due.
    """
    return _note_time(promise_id, "reminded_at", "promise.falls_due", at)


def note_overdue(*, promise_id: int, at: datetime) -> bool:
    """Write down that a promise passed its time unkept; return whether this was the first time.

    Records promise.overdue.
    """
    return _note_time(promise_id, "overdue_at", "promise.overdue", at)


def _note_time(promise_id: int, field: str, kind: str, at: datetime) -> bool:
    with transaction.atomic():
        promise = (
            Promise.objects.select_for_update(of=("self",))
            .select_related("case")
            .filter(pk=promise_id, state=Promise.State.DUE, **{f"{field}__isnull": True})
            .first()
        )
        if promise is None:
            return False
        setattr(promise, field, at)
        promise.save(update_fields=[field])
        _record_promise(kind, promise, SYSTEM, at)
    return True


def _record_promise(kind: str, promise: Promise, by: Actor, at: datetime, **facts: Fact) -> None:
    record(
        kind,
        about=promise,
        by=by,
        at=at,
        case_id=promise.case_id,
        team_id=promise.case.team_id,
        **facts,
    )


def bring_back_for_promise(*, promise_id: int, text: str, at: datetime) -> bool:
    """Bring a case back to its owner's desk because a promise on it falls due, with a note that says so.

    text: the note, the same each time, so that running twice writes it once.
    Returns whether there was something left to bring back. Records note.added, case.reopened.
    """
    with transaction.atomic():
        promise = (
            Promise.objects.select_related("case").filter(pk=promise_id, state=Promise.State.DUE).first()
        )
        if promise is None:
            return False
        case = kept_case_locked(promise.case_id)
        if not case.notes.filter(text=text).exists():
            note_on(case=case, text=text, by=SYSTEM, at=at)
        if case.state in (Case.State.WAITING, Case.State.SNOOZED):
            reopen_case(case=case, why="promise-due", by=SYSTEM, at=at, due_at=promise.due_at)
    return True
