"""The shapes of the page about a person: each of their records, and what would come together or part."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from types import SimpleNamespace as Shape

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from presszero.cases.models import Case
from presszero.cases.person import Coming, Person, Record
from presszero.customers.models import Customer, MailChoice, SamePerson
from presszero.customers.people import called
from presszero.organisation.models import Worker
from presszero.organisation.permissions import may
from presszero.organisation.queries import the_organisation
from presszero.ui import times

ACTS = ("person", "person_same", "person_parting", "number_note", "number_correct", "number_remove")


def person_shape(person: Person, worker: Worker, now: datetime) -> Shape:
    """Return what desk/person.html is filled from, but for what is looked for and looked at."""
    own = person.records[0].customer
    return Shape(
        ref=person.case.reference,
        name=own.name or _("Somebody without a name"),
        records=[_record(one, own) for one in person.records],
        is_several=len(person.records) > 1,
        said=[_said(one, now) for one in person.said],
        hears=str(MailChoice.Hears(person.hears).label),
        may_say=may(worker, "say who is who"),
        case_url=reverse("desk:case", args=[person.case.pk]),
        urls=Shape(**{name: reverse(f"desk:{name}", args=[person.case.pk]) for name in ACTS}),
    )


def _record(record: Record, own: Customer) -> Shape:
    one = record.customer
    return Shape(
        id=one.pk,
        title=one.name or _("Somebody without a name"),
        name=called(one),
        since=one.since.year,
        is_own=one.pk == own.pk,
        mails=[Shape(value=mail.value, is_proved=mail.confirmed_at is not None) for mail in record.mails],
        phones=[Shape(id=phone.pk, value=phone.value) for phone in record.phones],
        cases=[_case(case) for case in record.cases],
        beyond=_beyond(record),
    )


def _case(case: Case) -> Shape:
    return Shape(
        ref=case.reference,
        title=case.title,
        state=case.get_state_display(),
        url=reverse("desk:case", args=[case.pk]),
    )


def _beyond(record: Record) -> str:
    """Return what is not listed of a record's cases, "" where all are."""
    told = []
    if record.more:
        told.append(ngettext("and %(n)s older one", "and %(n)s older ones", record.more) % {"n": record.more})
    if record.elsewhere:
        words = ngettext(
            "%(n)s case of a team whose cases you do not see",
            "%(n)s cases of teams whose cases you do not see",
            record.elsewhere,
        )
        told.append(words % {"n": record.elsewhere})
    return "; ".join(told)


def _said(one: SamePerson, now: datetime) -> str:
    zone = the_organisation().time_zone
    who = one.said_by.name if one.said_by else _("a colleague")
    return _("%(who)s said so, %(when)s") % {"who": who, "when": times.clock_words(one.said_at, now, zone)}


def coming_shape(coming: Coming) -> Shape:
    """Return page.coming or page.parting of desk/person.html: each side with what is its own."""
    own = coming.here[0].customer
    return Shape(
        other=coming.there[0].customer.pk,
        name=called(coming.there[0].customer),
        sides=[[_record(one, own) for one in side] for side in (coming.here, coming.there)],
        hears=str(MailChoice.Hears(coming.hears).label),
        shown=coming.shown,
    )


def found_shape(found: Sequence[Customer], url: str, but: Sequence[int]) -> list[Shape]:
    """Return people who were found, each with where they are looked at; records of the person themself are left out."""
    return [
        Shape(
            name=one.name or _("Somebody without a name"),
            since=one.since.year,
            ways=", ".join(way.value for way in [*one.mails, *one.phones]),
            url=f"{url}?other={one.pk}",
        )
        for one in found
        if one.pk not in but
    ]
