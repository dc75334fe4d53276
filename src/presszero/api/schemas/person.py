"""Who a case is of, as machines read it: each record of the person, and what would come together or part."""

from __future__ import annotations

from datetime import datetime

from ninja import Schema
from pydantic import Field

from presszero.api.schemas.codes import CaseState
from presszero.api.schemas.words import Id, Words
from presszero.cases.models import Case
from presszero.cases.person import Coming, Person, Record


class MailAddress(Schema):
    value: str
    confirmed_at: datetime | None


class PhoneNumber(Schema):
    id: int
    value: str


class CaseOfPerson(Schema):
    id: int
    reference: str
    title: str
    state: CaseState


class RecordShape(Schema):
    """One record: it keeps its own addresses, numbers and cases, whatever it is joined to."""

    id: int
    name: str
    since: datetime
    mails: list[MailAddress]
    phones: list[PhoneNumber]
    cases: list[CaseOfPerson] = Field(description="The newest 20 that the caller sees.")
    more: int = Field(description="How many more the caller sees.")
    elsewhere: int = Field(description="How many belong to teams whose cases the caller does not see.")

    @classmethod
    def of(cls, record: Record) -> RecordShape:
        one = record.customer
        return cls(
            id=one.pk,
            name=one.name,
            since=one.since,
            mails=[MailAddress(value=mail.value, confirmed_at=mail.confirmed_at) for mail in record.mails],
            phones=[PhoneNumber(id=phone.pk, value=phone.value) for phone in record.phones],
            cases=[
                CaseOfPerson(
                    id=case.pk, reference=case.reference, title=case.title, state=Case.State(case.state)
                )
                for case in record.cases
            ],
            more=record.more,
            elsewhere=record.elsewhere,
        )


class PersonOfCase(Schema):
    records: list[RecordShape] = Field(description="The case's own first.")
    hears: str = Field(
        description="Which mails reach them, as the customer chooses it on their page: of several choices the fewest."
    )

    @classmethod
    def of(cls, person: Person) -> PersonOfCase:
        return cls(records=[RecordShape.of(one) for one in person.records], hears=person.hears)


class ComingTogether(Schema):
    """What comes together or parts. shown: to be sent with the act, so that nothing joins that nobody looked at."""

    is_same: bool = Field(description="They are one person, and this is what would part.")
    here: list[RecordShape]
    there: list[RecordShape]
    hears: str
    shown: str

    @classmethod
    def of(cls, coming: Coming, *, is_same: bool) -> ComingTogether:
        return cls(
            is_same=is_same,
            here=[RecordShape.of(one) for one in coming.here],
            there=[RecordShape.of(one) for one in coming.there],
            hears=coming.hears,
            shown=coming.shown,
        )


class OtherGiven(Schema):
    other: Id = Field(description="A record, as /customers/ finds it.")
    shown: Words = Field(description="What the look at that record answered.")


class NumberGiven(Schema):
    phone: Words


class NumberCorrected(NumberGiven):
    number: Id = Field(description="The id of the number that is put right.")


class NumberRemoved(Schema):
    number: Id
