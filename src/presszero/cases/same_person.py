"""An agent says that two records are one person, that they are not after all, and puts a person's numbers right."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from presszero.cases.models import Case
from presszero.cases.person import seen_customer, shown_as
from presszero.cases.queries import seen_case
from presszero.customers.people import join_people, part_people, records_of
from presszero.customers.phones import correct_phone, note_phone, read_phone, remove_phone
from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.pure.errors import BadInput, PressZeroError


class NotAsShown(PressZeroError):
    """What would come together or part is not what was looked at: somebody else has said something meanwhile."""


def say_same_person(*, case_id: int, other_id: int, shown: str, by: Actor, at: datetime) -> Case:
    """Say that the person of a case and another one are the same; return the case. Said twice it changes nothing.

    shown: what `what_would_join` answered with, so that nothing joins unseen. Each record keeps its cases and
    addresses, and each address opens its own letters alone. Raises NoSuchCase, BadInput, TooManyRecords, NotAsShown.
    Records customer.joined, and case.same_person on each case.
    """
    with transaction.atomic():
        case = seen_case(case_id=case_id, by=by)
        other = seen_customer(other_id, by)
        sides = join_people(one_id=case.customer_id, other_id=other.pk, by=by, at=at)
        if sides is None:
            return case
        _refuse_unseen(shown, shown_as(sides))
        for ids, beside in ((sides.here, other.pk), (sides.there, case.customer_id)):
            _record_cases("case.same_person", ids, by, at, person=beside)
    return case


def say_other_person(*, case_id: int, other_id: int, shown: str, by: Actor, at: datetime) -> Case:
    """Say that another record is not the person of a case; what was joined through it goes with it. Return the case.

    shown: what `what_would_part` answered with. Each record stands as it did before it was joined, with what came since.
    Raises NoSuchCase, NotSaidSame, NotAsShown. Records customer.parted, and case.other_person on each case.
    """
    with transaction.atomic():
        case = seen_case(case_id=case_id, by=by)
        sides = part_people(one_id=case.customer_id, other_id=other_id, by=by, at=at)
        _refuse_unseen(shown, shown_as(sides))
        for ids, beside in ((sides.here, other_id), (sides.there, case.customer_id)):
            _record_cases("case.other_person", ids, by, at, person=beside)
    return case


def _refuse_unseen(shown: str, is_now: str) -> None:
    if shown != is_now:
        raise NotAsShown(
            _(
                "These are not the records you looked at: somebody said something of them meanwhile. Look once more."
            )
        )


def note_number(*, case_id: int, phone: str, by: Actor, at: datetime) -> Case:
    """Keep a number that the person of a case says is theirs. Raises NoSuchCase, BadInput.

    Records customer.phone_noted, and case.phone_noted on each case of the record.
    """
    number = read_phone(phone)
    if not number:
        raise BadInput(_("Write the number, such as +32 470 12 34 56."), "phone")
    with transaction.atomic():
        case = seen_case(case_id=case_id, by=by)
        note_phone(customer_id=case.customer_id, number=number, by=by, at=at)
        _record_cases("case.phone_noted", [case.customer_id], by, at)
    return case


def correct_number(*, case_id: int, phone_id: int, phone: str, by: Actor, at: datetime) -> Case:
    """Put a number of the person of a case right. Raises NoSuchCase, NotFoundHere, BadInput.

    Records customer.phone_corrected, and case.phone_corrected on each case of the record.
    """
    number = read_phone(phone)
    with transaction.atomic():
        case = seen_case(case_id=case_id, by=by)
        theirs = records_of(case.customer)
        change = correct_phone(phone_id=phone_id, of=theirs, number=number, by=by, at=at)
        _record_cases("case.phone_corrected", [change.customer_id], by, at, change=change.pk)
    return case


def remove_number(*, case_id: int, phone_id: int, by: Actor, at: datetime) -> Case:
    """Take a number of the person of a case away. Raises NoSuchCase, NotFoundHere.

    Records customer.phone_removed, and case.phone_removed on each case of the record.
    """
    with transaction.atomic():
        case = seen_case(case_id=case_id, by=by)
        change = remove_phone(phone_id=phone_id, of=records_of(case.customer), by=by, at=at)
        _record_cases("case.phone_removed", [change.customer_id], by, at, change=change.pk)
    return case


def _record_cases(kind: str, customer_ids: Collection[int], by: Actor, at: datetime, **facts: int) -> None:
    """Write what changed of a person into the history of each of their cases; a merged one tells it where it is now."""
    theirs = Case.objects.filter(customer__in=customer_ids).exclude(state=Case.State.MERGED)
    for one in theirs.only("team_id").order_by("pk"):
        record(kind, about=one, by=by, at=at, case_id=one.pk, team_id=one.team_id, **facts)
