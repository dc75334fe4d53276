"""One case holds two matters: chosen points, or whole letters, become a case of their own."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from presszero.cases.actions import open_case
from presszero.cases.locking import locked_case
from presszero.cases.models import Attachment, Case, CaseLink, Contact, Point, Promise
from presszero.cases.promises import make_promise
from presszero.ground.actors import SYSTEM, Actor
from presszero.ground.record import record
from presszero.organisation.hours import answer_due
from presszero.organisation.queries import Answerer
from presszero.pure.errors import BadInput


def split_case(
    *,
    case_id: int,
    title: str,
    by: Actor,
    at: datetime,
    point_ids: Collection[int] = (),
    contact_ids: Collection[int] = (),
) -> Case:
    """Move points, or whole letters with their points, to a new case of the same customer; return it.

    A letter that also holds other points stays, and the new case reads a copy of it. What the customer was
    promised of the points goes along, and so does the time by which they hear. The two cases are linked.
    Raises NoSuchCase, CaseMerged, BadInput. Records case.split and case.opened.
    """
    with transaction.atomic():
        case = locked_case(case_id=case_id, by=by)
        letters, points = _chosen(case, point_ids, contact_ids)
        new = _new_case(case, title, points, letters, at)
        for letter in letters:
            letter.case = new
            letter.save(update_fields=["case"])
        _move_points(points, letters, new)
        _owe_what_was_owed(case, new, at)
        CaseLink.objects.create(one=case, other=new, at=at, words=_("Split from it"))
        record(
            "case.split",
            about=case,
            by=by,
            at=at,
            case_id=case.pk,
            team_id=case.team_id,
            into=new.pk,
            points=[point.number for point in points],
        )
    return new


def _chosen(
    case: Case, point_ids: Collection[int], contact_ids: Collection[int]
) -> tuple[list[Contact], list[Point]]:
    incoming = list(case.contacts.filter(direction=Contact.Direction.IN))
    letters = [letter for letter in incoming if letter.pk in set(contact_ids)]
    whole = {letter.pk for letter in letters}
    points = [
        point
        for point in Point.objects.filter(case=case).select_related("contact", "promise").order_by("number")
        if point.contact_id in whole or point.pk in set(point_ids) or point.merged_into_id in set(point_ids)
    ]
    if len(letters) != len(set(contact_ids)) or not set(point_ids) <= {point.pk for point in points}:
        raise BadInput(_("Choose points and letters of this case. Load the page again."), "points")
    if not letters and not points:
        raise BadInput(_("Choose what becomes a case of its own: points, or whole letters."), "points")
    if len(letters) == len(incoming):
        raise BadInput(_("One letter stays, else nothing is left to split from."), "letters")
    _refuse_shared_promises(case, points)
    return letters, points


def _refuse_shared_promises(case: Case, points: list[Point]) -> None:
    leaving = {point.pk for point in points}
    for promise in {point.promise for point in points if point.promise}:
        resting = list(promise.points.order_by("number"))
        if any(point.pk not in leaving for point in resting):
            numbers = ", ".join(str(point.number) for point in resting)
            raise BadInput(
                _("Points %(numbers)s rest on one promise. Split them off together.") % {"numbers": numbers},
                "points",
            )


def _new_case(case: Case, title: str, points: list[Point], letters: list[Contact], at: datetime) -> Case:
    words = title.strip() or (points[0].ask if points else letters[0].subject) or case.title
    new = open_case(
        customer=case.customer,
        team=case.team,
        topic=case.topic,
        topic_words=case.topic_words,
        title=words,
        language=case.language,
        at=at,
        imported=case.imported,
        answerer=Answerer(case.owner, "split"),
    )
    new.taken_at, new.experience, new.wishes = case.taken_at, case.experience, case.wishes
    new.save(update_fields=["taken_at", "experience", "wishes"])
    return new


def _move_points(points: list[Point], letters: list[Contact], new: Case) -> None:
    whole = {letter.pk for letter in letters}
    copies: dict[int, Contact] = {}
    for number, point in enumerate(points, 1):
        if point.contact_id not in whole:
            if point.contact_id not in copies:
                copies[point.contact_id] = _copied(point.contact, new)
            point.contact = copies[point.contact_id]
        point.case, point.number = new, number
        point.save(update_fields=["case", "contact", "number"])
        if point.promise and point.promise.case_id != new.pk:
            Promise.objects.filter(pk=point.promise.pk).update(case=new)


def _copied(letter: Contact, new: Case) -> Contact:
    """The letter itself stays where it arrived; its raw bytes are found by copy_of."""
    files = list(letter.attachments.all())
    original = letter.pk
    copy = Contact.objects.get(pk=original)
    copy.pk, copy.case, copy.copy_of_id, copy._state.adding = None, new, original, True
    copy.save(force_insert=True)
    Attachment.objects.bulk_create(
        Attachment(
            contact=copy,
            file_id=file.file_id,
            name=file.name,
            content_type=file.content_type,
            content_id=file.content_id,
            inline=file.inline,
        )
        for file in files
    )
    return copy


def _owe_what_was_owed(case: Case, new: Case, at: datetime) -> None:
    """The customer was told once by when they hear; that holds for both cases."""
    if new.imported or not new.points.live().filter(state=Point.State.OPEN).exists():
        due = new.promises.filter(state=Promise.State.DUE).order_by("due_at").first()
        new.answer_due_at = due.due_at if due else None
        new.state = Case.State.OPEN if new.imported else Case.State.WAITING
    else:
        new.answer_due_at = (
            case.answer_due_at
            if case.answer_due_at and case.answer_due_at > at
            else answer_due(case.team, at)
        )
        make_promise(
            case=new,
            what="answer",
            owner_id=new.owner_id,
            due_at=new.answer_due_at,
            kind=Promise.Kind.ANSWER,
            made_in=None,
            by=SYSTEM,
            at=at,
        )
    new.save(update_fields=["answer_due_at", "state"])
