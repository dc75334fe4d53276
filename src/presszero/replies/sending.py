"""The decision to send. Stopped only by what no person has said; no model stops or releases it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from presszero.cases.locking import locked_case
from presszero.cases.models import Case, Contact, Point, Promise
from presszero.cases.owners import refuse_owner
from presszero.cases.promises import (
    keep_answer_promises,
    keep_promised_answer,
    make_promise,
)
from presszero.ground.actors import Actor
from presszero.ground.fail_points import reach
from presszero.ground.record import record, salted_digest
from presszero.organisation.models import Worker
from presszero.pure.errors import BadInput, PressZeroError
from presszero.replies.checking import CheckedDraft, check_draft
from presszero.replies.enclosing import enclose
from presszero.replies.labelling import keep_labels
from presszero.replies.models import Mark, Pledge
from presszero.replies.new_times import covered_by, give_new_times, only_tells_new_times


class NotYetSaid(PressZeroError):
    """Something in the reply waits for a person's word."""

    def __init__(self, checked: CheckedDraft) -> None:
        self.checked = checked
        said = " ".join(f"{finding.title}." for finding in checked.check.stops)
        super().__init__(
            _("Sending waits for %(n)s: %(said)s") % {"n": len(checked.check.stops), "said": said}
        )


def send_reply(*, case_id: int, by: Actor, at: datetime, message_id: str) -> Contact:
    """Send the case's draft: the points become what was said of them, the promises are tracked.

    message_id: the reply's one Message-ID, kept through every try. A second press, or one more after the
    connection broke, finds the same words sent last and sends nothing: that reply is returned.
    Raises NoSuchCase, BadInput for an empty reply or a customer without an
    address, NotYetSaid. A letter that only gives promises a new time is a notice and stops no clock.
    Records reply.sent or notice.sent, point.settled, promise.made, promise.moved.
    """
    with transaction.atomic():
        case = locked_case(case_id=case_id, by=by)
        checked = check_draft(case=case, at=at, voice=(get_language() or "en")[:2])
        if sent := _sent_just_before(case, checked):
            if checked.draft:
                case.drafted = checked.draft.version + 1
                case.save(update_fields=["drafted"])
                checked.draft.delete()
            return sent
        refuse_to_send(case, checked)
        reply = _keep_reply(case, checked.body, by, at, message_id)
        if checked.draft:
            enclose(checked.draft, reply)
        if only_tells_new_times(checked):
            reply.kind = Contact.Kind.NOTICE
            reply.save(update_fields=["kind"])
        moved = give_new_times(checked.pledges.values(), reply, by, at)
        keep_answer_promises(case=case, by=by, at=at, but=list(moved.values()))
        made = [
            _promise_of(case, pledge, reply, by, at)
            for pledge in checked.pledges.values()
            if pledge.is_promise and pledge.pk not in moved
        ]
        keep_labels(case, checked, by, at)
        for mark in checked.marks.values():
            _settle_point(case, mark, reply, by, at, moved.values())
        _link_points(checked, made)
        case.state, case.moved_at = Case.State.WAITING, at
        case.answer_due_at = _next_answer_due(case)
        if checked.draft:
            case.drafted = checked.draft.version + 1
            checked.draft.delete()
        case.save(update_fields=["state", "moved_at", "answer_due_at", "drafted"])
        record(
            "notice.sent" if reply.kind == Contact.Kind.NOTICE else "reply.sent",
            about=reply,
            by=by,
            at=at,
            case_id=case.pk,
            team_id=case.team_id,
            digest=salted_digest(reply.text, bytes(reply.salt)),
            answered=sum(mark.said == Mark.Said.ANSWERED for mark in checked.marks.values()),
            points=len(checked.points),
        )
        reach("before-reply-commit")
    reach("after-reply-commit")
    return reply


def _sent_just_before(case: Case, checked: CheckedDraft) -> Contact | None:
    last = case.contacts.order_by("-id").first()
    ours = (Contact.Kind.REPLY, Contact.Kind.NOTICE)
    same = last and last.kind in ours and last.text == checked.body.strip()
    # A draft that was sent took its files along: one that has files is another reply, in the same words.
    return last if same and not (checked.draft and checked.draft.files.exists()) else None


def refuse_to_send(case: Case, checked: CheckedDraft) -> None:
    """Raise what stands in the way of a send: BadInput or NotYetSaid."""
    if not checked.body.strip():
        raise BadInput(_("The reply is empty. Write it, then send."), "body")
    if case.is_closed:
        raise BadInput(_("%(case)s is closed. Open it again, then send.") % {"case": case.reference})
    if not customer_address(case):
        raise BadInput(_("This customer left no mail address; call or note what was said instead."), "to")
    if not checked.may_send:
        raise NotYetSaid(checked)


def customer_address(case: Case) -> str:
    """Return where the customer reads: the address their latest letter came from, else one they confirmed."""
    last = (
        case.contacts.filter(direction=Contact.Direction.IN, automatic="", confirmed_ours=True)
        .exclude(address="")
        .order_by("-at", "-id")
        .first()
    )
    if last:
        return last.address
    newest_confirmed = F("confirmed_at").desc(nulls_last=True)
    address = case.customer.addresses.filter(kind="email").order_by(newest_confirmed, "id").first()
    return address.value if address else ""


def _keep_reply(case: Case, body: str, by: Actor, at: datetime, message_id: str) -> Contact:
    last = case.contacts.filter(direction=Contact.Direction.IN).order_by("-at", "-id").first()
    worker = Worker.objects.get(pk=by.known_id)
    return Contact.objects.create(
        case=case,
        direction=Contact.Direction.OUT,
        kind=Contact.Kind.REPLY,
        channel="email",
        at=at,
        author=worker,
        name=worker.name,
        address=customer_address(case),
        subject=last.subject if last else case.title,
        text=body.strip(),
        language=case.language,
        message_id=message_id,
        references=[*last.references, last.message_id][-20:] if last and last.message_id else [],
    )


def _promise_of(
    case: Case, pledge: Pledge, reply: Contact, by: Actor, at: datetime
) -> tuple[Pledge, Promise]:
    if pledge.owner_id is None or pledge.due_at is None:
        raise BadInput(_("“%(what)s” has no owner or no time. Give it both.") % {"what": pledge.what}, "due")
    refuse_owner(pledge.owner_id, case)  # between the mark and the send they may have left the team
    promise = make_promise(
        case=case,
        what=pledge.what,
        owner_id=pledge.owner_id,
        due_at=pledge.due_at,
        kind=Promise.Kind.ACT,
        made_in=reply,
        by=by,
        at=at,
    )
    return pledge, promise


def _promised_answer(case: Case, mark: Mark, reply: Contact, by: Actor, at: datetime) -> Promise:
    if mark.owner_id is None or mark.due_at is None:
        raise BadInput(_("A promised answer needs a person and a time."), "due")
    refuse_owner(mark.owner_id, case)
    return make_promise(
        case=case,
        what=mark.point.ask,
        owner_id=mark.owner_id,
        due_at=mark.due_at,
        kind=Promise.Kind.ANSWER,
        made_in=reply,
        by=by,
        at=at,
    )


def _settle_point(
    case: Case, mark: Mark, reply: Contact, by: Actor, at: datetime, moved: Iterable[Promise]
) -> None:
    point, promised_before = mark.point, mark.point.promise
    point.state, point.settled_at, point.settled_in = mark.said, at, reply
    point.answer_quote, point.decline_reason = mark.quote, mark.reason
    if mark.said == Mark.Said.PROMISED:
        point.promise = covered_by(mark, moved) or _promised_answer(case, mark, reply, by, at)
    point.missed_at = None
    point.save(
        update_fields=[
            "state",
            "settled_at",
            "settled_in",
            "answer_quote",
            "decline_reason",
            "promise",
            "missed_at",
        ]
    )
    keep_promised_answer(promise=promised_before, moved_to=point.promise, by=by, at=at)
    record(
        "point.settled",
        about=point,
        by=by,
        at=at,
        case_id=case.pk,
        team_id=case.team_id,
        number=point.number,
        said=mark.said,
        against_check=mark.against_check,
    )


def _link_points(checked: CheckedDraft, made: list[tuple[Pledge, Promise]]) -> None:
    """A point answered by the very sentence that promises is answered by a promise."""
    for pledge, promise in made:
        for mark in checked.marks.values():
            if mark.said == Mark.Said.ANSWERED and _overlap(pledge.quote, mark.quote):
                Point.objects.filter(pk=mark.point_id).update(state=Point.State.PROMISED, promise=promise)


def _overlap(one: str, other: str) -> bool:
    return bool(one and other) and (one in other or other in one)


def _next_answer_due(case: Case) -> datetime | None:
    due = case.promises.filter(state=Promise.State.DUE).order_by("due_at").first()
    return due.due_at if due else None
