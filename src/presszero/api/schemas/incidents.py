"""Incidents as machines read and write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ninja import Schema
from pydantic import Field

from presszero.api.schemas.codes import CaseState
from presszero.api.schemas.words import Id, Offset, Person, Words
from presszero.cases.gatherings import Offered
from presszero.cases.incident_page import IncidentListed, IncidentPage, PersonOfIncident


class IncidentRow(Schema):
    id: int
    title: str
    team: str
    opened_at: datetime
    over_at: datetime | None
    people: int = Field(description="Cases that you see.")
    not_closed: int

    @classmethod
    def of(cls, one: IncidentListed) -> IncidentRow:
        incident = one.incident
        return cls(
            id=incident.pk,
            title=incident.title,
            team=incident.team.name,
            opened_at=incident.opened_at,
            over_at=incident.over_at,
            people=one.people,
            not_closed=one.not_closed,
        )


class IncidentList(Schema):
    incidents: list[IncidentRow]

    @classmethod
    def of(cls, listed: Sequence[IncidentListed]) -> IncidentList:
        return cls(incidents=[IncidentRow.of(one) for one in listed])


class OpenPointShape(Schema):
    number: int
    ask: str
    covered: bool = Field(description="Whether the incident's facts would answer it, as the check proposes.")


class PersonOfIncidentShape(Schema):
    """One case of an incident, and what of it is not answered yet."""

    case_id: int
    reference: str
    customer: str
    owner: Person
    state: CaseState
    open_points: list[OpenPointShape]
    promises_due: int
    needs_a_person: bool = Field(description="They ask something that the facts do not answer.")

    @classmethod
    def of(cls, one: PersonOfIncident) -> PersonOfIncidentShape:
        case = one.case
        return cls(
            case_id=case.pk,
            reference=case.reference,
            customer=case.customer.name,
            owner=Person(id=case.owner.pk, name=case.owner.name),
            state=case.state,  # type: ignore[arg-type]
            open_points=[
                OpenPointShape(number=point.number, ask=point.ask, covered=point.number in one.covered)
                for point in one.open_points
            ],
            promises_due=one.promises_due,
            needs_a_person=one.needs_a_person,
        )


class IncidentWhole(IncidentRow):
    facts: str = Field(description="What is known, written once.")
    facts_version: int = Field(
        description="Send it back with the next facts; a colleague's are not overwritten."
    )
    open_points: int
    persons: list[PersonOfIncidentShape]
    next_after: str = Field(description="Send it as ?after= for the next people; empty at the end.")

    @classmethod
    def of(cls, page: IncidentPage) -> IncidentWhole:  # type: ignore[override]
        row = IncidentRow.of(IncidentListed(page.incident, page.count, page.not_closed))
        return cls(
            **row.dict(),
            facts=page.incident.facts,
            facts_version=page.incident.facts_version,
            open_points=page.open_points,
            persons=[PersonOfIncidentShape.of(one) for one in page.people],
            next_after=page.next_after,
        )


class FactsGiven(Schema):
    facts: Words
    version: Offset | None = Field(None, description="The version these facts were written over.")


class JoiningGiven(Schema):
    incident: Id | None = Field(None, description="The incident; left out, a new one.")
    title: Words = Field("", description="Of a new one: what happened, in a line.")
    facts: Words = Field("", description="Of a new one: what is known so far.")


class TitleGiven(Schema):
    title: Words = Field(
        "", description="What happened, in a line; needed unless there is an incident already."
    )


class GatheringShape(Schema):
    """People who wrote about one matter."""

    id: int
    began_at: datetime
    words: list[str] = Field(description="What sets their letters apart.")
    people: int = Field(description="Whose cases you see.")
    incident: int | None = Field(description="What it became, when only later letters are offered.")
    cases: list[int] = Field(description="Some of their cases.")
    score: float = Field(description="How surprising so many are, in nats.")
    rule: str
    seen_with: int | None = Field(description="Letters that were alike when it was seen.")
    within: int | None = Field(description="Letters in a row of which these were.")
    usual_share: float | None = Field(description="Share of the letters before that were like them, 0 to 1.")

    @classmethod
    def of(cls, one: Offered) -> GatheringShape:
        return cls(
            id=one.gathering.pk,
            began_at=one.gathering.began_at,
            words=one.gathering.words,
            people=one.people,
            incident=one.incident.pk if one.incident else None,
            cases=[case.pk for case in one.cases],
            score=one.gathering.score,
            rule=one.gathering.rule,
            seen_with=one.gathering.seen_with,
            within=one.gathering.within,
            usual_share=one.gathering.usual_share,
        )


class GatheringList(Schema):
    gatherings: list[GatheringShape]

    @classmethod
    def of(cls, offered: Sequence[Offered]) -> GatheringList:
        return cls(gatherings=[GatheringShape.of(one) for one in offered])
