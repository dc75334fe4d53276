"""The team, parked work, quarantine and the record."""

from __future__ import annotations

from datetime import datetime

from ninja import Schema
from pydantic import Field

from presszero.api.schemas.codes import WorkerPresence, WorkerRole
from presszero.api.schemas.words import Words
from presszero.cases.queries import AtWork, TeamAtWork
from presszero.ground.consequences import LONGEST_WHY, ParkedDuty
from presszero.ground.models import GivenUp
from presszero.organisation.models import Presence, Role, Worker
from presszero.organisation.permissions import MAY


class Colleague(Schema):
    id: int
    name: str
    email: str
    role: WorkerRole
    title: str
    presence: WorkerPresence
    is_bot: bool
    cases: int = Field(description="Open cases they answer for.")

    @classmethod
    def of(cls, one: AtWork) -> Colleague:
        worker = one.worker
        return cls(
            id=worker.pk,
            name=worker.name,
            email=worker.email,
            role=Role(worker.role),
            title=worker.title,
            presence=Presence(worker.presence),
            is_bot=worker.kind == Worker.Kind.BOT,
            cases=one.open_cases,
        )


class TeamShape(Schema):
    id: int
    name: str
    lead: str
    people: list[Colleague]


class RoleShape(Schema):
    role: WorkerRole
    may: list[str]


class TeamPage(Schema):
    teams: list[TeamShape]
    roles: list[RoleShape]

    @classmethod
    def of(cls, teams: list[TeamAtWork]) -> TeamPage:
        shapes = [
            TeamShape(
                id=one.team.pk,
                name=one.team.name,
                lead=one.lead.name if one.lead else "",
                people=[Colleague.of(colleague) for colleague in one.people],
            )
            for one in teams
        ]
        roles = [RoleShape(role=role, may=[act for act, who in MAY.items() if role in who]) for role in Role]
        return cls(teams=shapes, roles=roles)


class ParkedShape(Schema):
    id: int
    consequence: str
    event: str
    about_kind: str
    about_id: int
    case_id: int | None
    at: datetime
    attempts: int
    last_error: str


class GivenUpShape(Schema):
    consequence: str
    words: str = Field(description="Why it need not happen.")
    by_id: int | None
    at: datetime


class DismissalGiven(Schema):
    words: Words = Field(max_length=LONGEST_WHY, description="Why it need not happen.")


class ParkedList(Schema):
    parked: list[ParkedShape]
    given_up: list[GivenUpShape] = Field(description="What was let be lately, the latest first.")

    @classmethod
    def of(cls, duties: list[ParkedDuty], let_be: list[GivenUp]) -> ParkedList:
        return cls(
            parked=[
                ParkedShape(
                    id=one.duty.pk,
                    consequence=one.duty.consequence,
                    event=one.line.kind,
                    about_kind=one.line.about_kind,
                    about_id=one.line.about_id,
                    case_id=one.line.case_id,
                    at=one.line.at,
                    attempts=one.duty.attempts,
                    last_error=one.duty.last_error,
                )
                for one in duties
            ],
            given_up=[
                GivenUpShape(consequence=one.consequence, words=one.words, by_id=one.by_id, at=one.at)
                for one in let_be
            ],
        )


class QuarantinedMail(Schema):
    id: int
    received_at: datetime
    envelope_from: str
    size_bytes: int
    reason: str


class QuarantineList(Schema):
    mails: list[QuarantinedMail]


class LineShape(Schema):
    """One thing that happened: ids and code words, never text."""

    position: int
    kind: str
    about_kind: str
    about_id: int
    case_id: int | None
    at: datetime


class RecordPage(Schema):
    lines: list[LineShape]
    next_after: int = Field(description="Ask on with ?after= this position; none is ever skipped.")
