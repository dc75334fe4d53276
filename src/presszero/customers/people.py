"""One person known by several records: a colleague says so, and can take it back; no row of either record moves."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from presszero.customers.models import Address, Customer, SamePerson
from presszero.ground.actors import Actor
from presszero.ground.kept_queries import kept_query
from presszero.ground.locks import wait_for_turn
from presszero.ground.record import record
from presszero.pure.errors import PressZeroError

MOST_RECORDS = 20
_TURN = "who is the same person"  # rare acts, and two at once would each see half of a person


class TooManyRecords(PressZeroError):
    """So many records of one person are rather a mistake, such as an office that writes for others."""


class NotSaidSame(PressZeroError):
    """Nobody says that these two are one person, or somebody took it back meanwhile."""


@dataclass(frozen=True)
class Sides:
    """The records on this side of a joining or parting and on the other, by their ids."""

    here: tuple[int, ...]
    there: tuple[int, ...]

    @property
    def all(self) -> tuple[int, ...]:
        return self.here + self.there


def records_of(customer: Customer) -> tuple[int, ...]:
    """Return the ids of all records of the person that a customer is, this one first."""
    if customer.person_id is None:
        return (customer.pk,)
    others = _records_of(person_id=customer.person_id)
    return (customer.pk, *(one for one in others if one != customer.pk))


@kept_query
def _records_of(*, person_id: int) -> QuerySet[Customer, int]:
    return Customer.objects.filter(person_id=person_id).order_by("id").values_list("id", flat=True)


def is_same_person(one: Customer, other: Customer) -> bool:
    return one.pk == other.pk or (one.person_id is not None and one.person_id == other.person_id)


def people_among(customers: Iterable[Customer]) -> int:
    """Return how many people these customers are."""
    return len({one.person_id or one.pk for one in customers})


def values_of(customer: Customer) -> list[str]:
    """Return every address and number of the person that a customer is."""
    held = Address.objects.filter(customer_id__in=records_of(customer))
    return list(held.order_by("id").values_list("value", flat=True))


def names_of(ids: Collection[int]) -> dict[int, str]:
    """Return how colleagues tell records apart, by their ids: name and first address, for two of one person share a name."""
    found = Customer.objects.filter(pk__in=ids).prefetch_related("addresses") if ids else ()
    return {one.pk: called(one) for one in found}


def called(customer: Customer) -> str:
    """Return a record's name with its first address or number."""
    told = [customer.name, *(one.value for one in customer.ways[:1])]
    return ", ".join(filter(None, told)) or _("somebody without a name")


def join_people(*, one_id: int, other_id: int, by: Actor, at: datetime) -> Sides | None:
    """Say that two records are one person; return who stands together now, None where they did already.

    Nothing of either record is moved. Raises TooManyRecords. Records customer.joined.
    """
    with transaction.atomic():
        wait_for_turn(_TURN)
        sides = sides_to_join(one_id=one_id, other_id=other_id)
        if sides is None:
            return None
        older, newer = sorted((one_id, other_id))
        SamePerson.objects.create(one_id=older, other_id=newer, said_at=at, said_by_id=_worker(by))
        _stand_as_one(sides.all)
        record("customer.joined", about=Customer.objects.get(pk=one_id), by=by, at=at, other=other_id)
    return sides


def sides_to_join(*, one_id: int, other_id: int) -> Sides | None:
    """Return who would come together; None where they are one person already. Raises TooManyRecords."""
    found = Customer.objects.in_bulk([one_id, other_id])
    sides = Sides(records_of(found[one_id]), records_of(found[other_id]))
    if other_id in sides.here:
        return None
    if len(sides.all) > MOST_RECORDS:
        raise TooManyRecords(
            _(
                "That would be %(n)s records of one person, and %(most)s are the most. "
                "Is it an office that writes for many? Then leave its people apart."
            )
            % {"n": len(sides.all), "most": MOST_RECORDS}
        )
    return sides


def part_people(*, one_id: int, other_id: int, by: Actor, at: datetime) -> Sides:
    """Say that a record, and what was joined to this person through it, is somebody else; return who stands where now.

    Raises NotSaidSame. Records customer.parted.
    """
    with transaction.atomic():
        wait_for_turn(_TURN)
        said, sides = _parted(one_id, other_id)
        said.delete()
        for side in (sides.here, sides.there):
            _stand_as_one(side)
        record("customer.parted", about=Customer.objects.get(pk=one_id), by=by, at=at, other=other_id)
    return sides


def sides_to_part(*, one_id: int, other_id: int) -> Sides:
    """Return who would stand where once the other is said to be somebody else. Raises NotSaidSame."""
    return _parted(one_id, other_id)[1]


def _parted(one_id: int, other_id: int) -> tuple[SamePerson, Sides]:
    """What was said makes a tree, so one saying leads last to the other record, and without it the tree is two."""
    said = list(SamePerson.objects.filter(Q(one__in=_known(one_id)) | Q(other__in=_known(one_id))))
    last = _way(one_id, said).get(other_id)
    if last is None:
        raise NotSaidSame(_("Nobody says any longer that these two are one person. Open the page again."))
    left = [one for one in said if one != last]
    return last, Sides(_reached(one_id, left), _reached(other_id, left))


def _known(customer_id: int) -> tuple[int, ...]:
    return records_of(Customer.objects.get(pk=customer_id))


def _reached(start: int, said: Collection[SamePerson]) -> tuple[int, ...]:
    return (start, *sorted(_way(start, said)))


def _way(start: int, said: Collection[SamePerson]) -> dict[int, SamePerson]:
    """Return every record that is reached from one, with the saying that leads to it."""
    led_by: dict[int, SamePerson] = {}
    reached = [start]
    for here in reached:
        for one in said:
            there = {one.one_id: one.other_id, one.other_id: one.one_id}.get(here)
            if there is not None and there != start and there not in led_by:
                led_by[there] = one
                reached.append(there)
    return led_by


def _stand_as_one(ids: Collection[int]) -> None:
    person = min(ids) if len(ids) > 1 else None
    Customer.objects.filter(pk__in=ids).update(person_id=person)


def _worker(by: Actor) -> int | None:
    return by.id if by.kind == "worker" else None
