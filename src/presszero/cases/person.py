"""Who a case is of: all records that colleagues say are this person, what would come together, and what would part."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from presszero.cases.models import Case, CaseQuerySet
from presszero.cases.queries import seen_case
from presszero.customers.choices import fewest_of
from presszero.customers.models import Address, Customer, SamePerson
from presszero.customers.people import Sides, records_of, sides_to_join, sides_to_part
from presszero.ground.actors import Actor
from presszero.pure.errors import BadInput

CASES_SHOWN = 20


@dataclass(frozen=True)
class Record:
    """One record of a person. cases: the newest CASES_SHOWN the actor sees. more: seen ones beyond. elsewhere: of other teams."""

    customer: Customer
    mails: list[Address]
    phones: list[Address]
    cases: list[Case]
    more: int
    elsewhere: int


@dataclass(frozen=True)
class Person:
    """A person by all their records, the case's own first. hears: which mails reach them, a value of MailChoice.Hears."""

    case: Case
    records: list[Record]
    said: list[SamePerson]
    hears: str


@dataclass(frozen=True)
class Coming:
    """What comes together, or parts. shown: names exactly these records, to say that they were looked at."""

    case: Case
    here: list[Record]
    there: list[Record]
    hears: str
    shown: str


def person_of_case(*, case_id: int, by: Actor) -> Person:
    """Return who a case is of. Raises NoSuchCase."""
    case = seen_case(case_id=case_id, by=by)
    ids = records_of(case.customer)
    theirs = Q(one__in=ids) | Q(other__in=ids)
    said = SamePerson.objects.filter(theirs).select_related("said_by").order_by("said_at", "id")
    return Person(case, _records(ids, by), list(said), fewest_of(ids))


def what_would_join(*, case_id: int, other_id: int, by: Actor) -> Coming | None:
    """Return what would come together; None where they are one person already. Raises NoSuchCase, BadInput, TooManyRecords."""
    case = seen_case(case_id=case_id, by=by)
    other = seen_customer(other_id, by)
    sides = sides_to_join(one_id=case.customer_id, other_id=other.pk)
    return _coming(case, sides, by) if sides else None


def what_would_part(*, case_id: int, other_id: int, by: Actor) -> Coming:
    """Return what would part. Raises NoSuchCase, NotSaidSame."""
    case = seen_case(case_id=case_id, by=by)
    return _coming(case, sides_to_part(one_id=case.customer_id, other_id=other_id), by)


def seen_customer(customer_id: int, by: Actor) -> Customer:
    """Return a record of which this actor sees a case. Raises BadInput."""
    seen = Case.objects.visible_to(by).filter(customer_id=customer_id).select_related("customer").first()
    if seen is None:
        raise BadInput(_("Find the person again: nobody you can see is meant by this."), "other")
    return seen.customer


def shown_as(sides: Sides) -> str:
    """Return the words that name exactly these records: whoever joins them has looked at no others."""
    told = "|".join(",".join(map(str, sorted(side))) for side in (sides.here, sides.there))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _coming(case: Case, sides: Sides, by: Actor) -> Coming:
    return Coming(
        case=case,
        here=_records(sides.here, by),
        there=_records(sides.there, by),
        hears=fewest_of(sides.all),
        shown=shown_as(sides),
    )


def _records(ids: Collection[int], by: Actor) -> list[Record]:
    found = Customer.objects.prefetch_related("addresses").in_bulk(list(ids))
    seen = _counted(Case.objects.visible_to(by).filter(customer__in=ids))
    every = _counted(Case.objects.filter(customer__in=ids))
    return [_record(found[one], by, seen.get(one, 0), every.get(one, 0)) for one in ids]


def _counted(cases: CaseQuerySet) -> dict[int, int]:
    standing = cases.exclude(state=Case.State.MERGED).order_by().values_list("customer_id")
    return dict(standing.annotate(Count("pk")))


def _record(customer: Customer, by: Actor, seen: int, every: int) -> Record:
    theirs = Case.objects.visible_to(by).filter(customer=customer).exclude(state=Case.State.MERGED)
    shown = list(theirs.order_by("-opened_at", "-pk")[:CASES_SHOWN])
    return Record(
        customer=customer,
        mails=customer.mails,
        phones=customer.phones,
        cases=shown,
        more=seen - len(shown),
        elsewhere=every - seen,
    )
