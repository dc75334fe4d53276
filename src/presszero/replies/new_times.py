"""A promise gets a new time by a letter that a person sends: proposed with one key, checked like any reply."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import formats, translation
from django.utils.translation import gettext as _

from presszero.cases.errors import WordsMissing
from presszero.cases.models import Case, Contact, Point, Promise
from presszero.cases.owners import can_answer
from presszero.cases.phrases import promise_what
from presszero.cases.promises import locked_promise, move_promise
from presszero.ground.actors import Actor
from presszero.organisation.models import Worker
from presszero.organisation.queries import the_zone
from presszero.pure.errors import BadInput
from presszero.replies.checking import CheckedDraft
from presszero.replies.drafting import mark_point, save_draft, settle_pledge
from presszero.replies.models import Draft, Mark, Pledge


def propose_new_time(*, promise_id: int, due_at: datetime, why: str, by: Actor, at: datetime) -> Draft:
    """Write the letter that gives a promise its new time into the reply; a person reads it and sends it.

    why: what the customer is told of the old time. What stands in the reply already stays above it.
    Raises WordsMissing, BadInput, NotFoundHere. Records pledge.settled, and point.marked for each point that waits
    for this answer.
    """
    if not why.strip():
        raise WordsMissing(_("Tell the customer why it takes longer."), "words")
    if due_at <= at:
        raise BadInput(_("The new time has passed already; give one that lies ahead."), "due")
    with transaction.atomic():
        promise = locked_promise(promise_id=promise_id, by=by)
        with translation.override(promise.case.language or translation.get_language()):
            letter, quote = _letter(promise, due_at, why.strip(), by)
        draft = _written(promise.case, letter, by, at)
        pledge = settle_pledge(
            case_id=promise.case_id,
            quote=quote,
            is_promise=True,
            what=promise.what,
            owner_id=_who_sees_to_it(promise, by),
            due_at=due_at,
            by=by,
            at=at,
        )
        Pledge.objects.filter(draft=draft, moves=promise).exclude(pk=pledge.pk).delete()
        pledge.moves, pledge.why = promise, why.strip()
        pledge.save(update_fields=["moves", "why"])
        for point in _waiting_for(promise):
            mark_point(
                point_id=point.pk,
                said=Mark.Said.PROMISED,
                owner_id=pledge.owner_id,
                due_at=due_at,
                by=by,
                at=at,
            )
    return draft


def _letter(promise: Promise, due_at: datetime, why: str, by: Actor) -> tuple[str, str]:
    """Return the letter, and the words of it that promise the new time."""
    zone = the_zone()
    facts = {
        "what": promise_what(promise),
        "made": formats.date_format(promise.made_at.astimezone(zone), _DAY),
        "was": _moment(promise.due_at, zone),
        "new": _moment(due_at, zone),
    }
    told = _("On %(made)s we promised you this by %(was)s: %(what)s.") % facts
    quote = _("We promise it to you by %(new)s now.") % facts
    because = why if why[-1] in ".!?…" else f"{why}."
    name = Worker.objects.values_list("name", flat=True).get(pk=by.known_id)
    return "\n\n".join([_greeting(promise.case), f"{told} {because}", quote, name]), quote


_DAY = "j F"


def _greeting(case: Case) -> str:
    return _("Dear %(name)s,") % {"name": case.customer.name} if case.customer.name else _("Good day,")


def _moment(at: datetime, zone: ZoneInfo) -> str:
    there = at.astimezone(zone)
    return _("%(day)s, %(time)s") % {
        "day": formats.date_format(there, f"l {_DAY}"),
        "time": there.strftime("%H:%M"),
    }


def _written(case: Case, letter: str, by: Actor, at: datetime) -> Draft:
    draft = Draft.objects.filter(case=case).first()
    above = f"{draft.body.rstrip()}\n\n" if draft and draft.body.strip() else ""
    return save_draft(case_id=case.pk, body=above + letter, version=None, by=by, at=at)


def _who_sees_to_it(promise: Promise, by: Actor) -> int:
    """Its owner, while they answer this team's cases; else whoever writes the letter."""
    return promise.owner_id if can_answer(promise.owner, promise.case) else by.known_id


def _waiting_for(promise: Promise) -> list[Point]:
    """Return the points whose answer this promise is: those that rest on it, or all that are open."""
    if promise.kind != Promise.Kind.ANSWER:
        return []
    resting = list(promise.points.filter(state=Point.State.PROMISED, merged_into=None, taken_out_at=None))
    return resting or list(promise.case.points.live().filter(state=Point.State.OPEN))


def give_new_times(pledges: Iterable[Pledge], letter: Contact, by: Actor, at: datetime) -> dict[int, Promise]:
    """Give each promise that the letter moves its new time; return the new promises by pledge.

    One that a colleague settled meanwhile is moved no more: its words are a promise of their own.
    """
    moved = {}
    for pledge in pledges:
        still_due = pledge.moves and pledge.moves.state == Promise.State.DUE
        if pledge.is_promise and pledge.moves_id and still_due and pledge.due_at:
            moved[pledge.pk] = move_promise(
                promise_id=pledge.moves_id,
                due_at=pledge.due_at,
                words=pledge.why,
                owner_id=pledge.owner_id,
                made_in=letter,
                by=by,
                at=at,
            )
    return moved


def only_tells_new_times(checked: CheckedDraft) -> bool:
    """Return whether a letter does nothing but move promises: it answers and declines nothing, and promises nothing new."""
    promised = [one for one in checked.pledges.values() if one.is_promise]
    said = {mark.said for mark in checked.marks.values()}
    return bool(promised) and all(one.moves_id for one in promised) and said <= {Mark.Said.PROMISED}


def covered_by(mark: Mark, moved: Iterable[Promise]) -> Promise | None:
    """Return the moved promise of an answer that a point waits for, so that one time is promised once."""
    for promise in moved:
        if promise.kind == Promise.Kind.ANSWER and promise.due_at == mark.due_at:
            return promise
    return None
