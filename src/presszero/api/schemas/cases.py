"""Cases, contacts, points and notes as machines read them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from presszero.api.schemas.codes import (
    CaseOutcome,
    CaseState,
    ContactDirection,
    ContactKind,
    PointKind,
    PointState,
)
from presszero.api.schemas.promises import PromiseShape
from presszero.api.schemas.together import FieldOfCaseShape, LinkedCaseShape, StepShape
from presszero.api.schemas.words import Id, Offset, Person, Words
from presszero.cases.models import Attachment, Contact, HandOver, Note
from presszero.cases.queries import CasePage


class FileShape(Schema):
    id: int
    name: str
    content_type: str
    size_bytes: int
    inline: bool

    @staticmethod
    def resolve_size_bytes(attachment: Attachment) -> int:
        return attachment.file.size_bytes


class CutShape(Schema):
    """A stretch of a letter that is not the writer's own message."""

    start: int
    end: int
    kind: str


class ContactShape(Schema):
    id: int
    direction: ContactDirection
    kind: ContactKind
    channel: str
    at: datetime
    who: str = Field(description="The writer's name, else their address.")
    text: str
    cuts: list[CutShape]
    language: str
    has_markup: bool = Field(description="The letter has markup of its own, at /contacts/{id}/as-sent/.")
    complaints: list[str] = Field(description="What could not be read as it was sent.")
    attachments: list[FileShape]
    copied_to: list[str] = Field(description="Who else the letter went to.")
    is_theirs: bool = Field(
        description="Ours to the customer, or the customer's own; else nothing of it shows on their page."
    )

    @staticmethod
    def resolve_is_theirs(contact: Contact) -> bool:
        return contact.confirmed_ours or contact.direction == Contact.Direction.OUT

    @staticmethod
    def resolve_who(contact: Contact) -> str:
        return (contact.author.name if contact.author else contact.name) or contact.address

    @staticmethod
    def resolve_has_markup(contact: Contact) -> bool:
        return bool(contact.html)


class PointShape(Schema):
    id: int
    number: int
    kind: PointKind
    state: PointState
    ask: str
    text: str = Field(description="The customer's own words.")
    contact_id: int
    start: int
    end: int
    answer_quote: str
    decline_reason: str
    promise_id: int | None
    missed_at: datetime | None


class NoteShape(Schema):
    id: int
    author: str = Field(description="Empty when the platform wrote it.")
    at: datetime
    text: str

    @staticmethod
    def resolve_author(note: Note) -> str:
        return note.author.name if note.author else ""


class ReasonShape(Schema):
    """Words of the customer that made a rule of urgency fire."""

    rule: str
    kind: str
    text: str
    contact: int
    start: int
    end: int


class UrgencyGiven(Schema):
    said: Literal["urgent", "not_urgent"]


class FactShape(Schema):
    name: str
    value: str


class HandOverShape(Schema):
    """How a case came to whoever has it now."""

    at: datetime
    by: str = Field(description="The colleague who handed it over, empty for a machine.")
    machine: str = Field(description="The flow that led here and its version, empty for a colleague.")
    words: str = Field(description="What the colleague learnt.")
    facts: list[FactShape] = Field(description="What the customer entered already: not to be asked again.")

    @classmethod
    def of(cls, handed: HandOver) -> HandOverShape:
        return cls(
            at=handed.at,
            by=handed.by.name if handed.by else "",
            machine=handed.machine,
            words=handed.note.text if handed.note else "",
            facts=[FactShape(name=name, value=value) for name, value in handed.facts],
        )


class EarlierCase(Schema):
    """Another case of the same customer, of a team the caller sees."""

    id: int
    reference: str
    title: str
    state: CaseState
    outcome: str
    opened_at: datetime


class CaseWhole(Schema):
    """A case with all that stands on its page."""

    id: int
    reference: str
    title: str
    state: CaseState
    outcome: str
    outcome_words: str
    customer: str
    customer_phones: list[str] = Field(description="Their numbers, as they told them; none is proved.")
    owner: Person
    owner_why: str
    taken_at: datetime | None
    team: str
    topic: str
    topic_words: list[str]
    language: str
    automatic: bool
    imported: bool
    opened_at: datetime
    answer_due_at: datetime | None
    closed_at: datetime | None
    pressing: str = Field(
        description="Why it cannot wait: safety, vulnerable, stranded, deadline or said; else empty."
    )
    pressing_why: list[ReasonShape]
    pressing_said: str = Field(description="What a colleague said of it: urgent, not_urgent or nothing.")
    worries: bool = Field(
        description="It reads as if it could not wait, no rule tells why, and nobody has said yet."
    )
    handed: HandOverShape | None = Field(
        description="Until it is answered; with experience it is what heads the case."
    )
    experience: list[dict[str, Any]]
    wishes: list[dict[str, Any]]
    contacts: list[ContactShape]
    points: list[PointShape]
    promises: list[PromiseShape]
    notes: list[NoteShape]
    tags: list[str]
    followers: list[Person]
    steps: list[StepShape]
    fields: list[FieldOfCaseShape]
    links: list[LinkedCaseShape]
    snoozed_until: datetime | None
    snoozed_why: str
    incident_id: int | None = Field(description="The incident it is part of, at /incidents/{id}/.")
    merged_into: str = Field(description="The reference of the case that took this one in, or empty.")
    earlier: list[EarlierCase]

    @classmethod
    def of(cls, page: CasePage) -> CaseWhole:
        return cls.from_orm(_Whole(page))


class _Whole:
    """A case page read as one thing: what the page does not name is the case's own."""

    def __init__(self, page: CasePage) -> None:
        self._page = page

    def __getattr__(self, name: str) -> Any:
        case = self._page.case
        if name in ("contacts", "points", "promises", "notes", "earlier"):
            return getattr(self._page, name)
        if name == "handed":
            return HandOverShape.of(self._page.handed) if self._page.handed else None
        if name == "customer":
            return case.customer.name
        if name == "team":
            return case.team.name
        if name == "topic":
            return case.topic.name if case.topic else ""
        if name == "merged_into":
            return case.merged_into.reference if case.merged_into else ""
        if name in ("tags", "followers", "steps"):
            return getattr(self._page.together, name)
        if name == "fields":
            return [FieldOfCaseShape.of(one) for one in self._page.together.fields]
        if name == "links":
            return [LinkedCaseShape.of(one) for one in self._page.together.links]
        return getattr(case, name)


class HandoverGiven(Schema):
    to: Id = Field(description="The colleague's id.")
    words: Words = Field(description="What you learnt, so that the customer repeats nothing.")


class ClosureGiven(Schema):
    outcome: CaseOutcome
    words: Words = Field("", description="What the customer reads about it.")


class NoteGiven(Schema):
    words: Words


class PointGiven(Schema):
    contact: Id
    start: Offset
    end: Offset


class PointWordsGiven(Schema):
    ask: Words


class MergingGiven(Schema):
    into: Id = Field(description="The id of the point that stays.")


class SplittingGiven(Schema):
    at: Offset = Field(description="Characters from the point's own first one.")


class RemovalGiven(Schema):
    why: Words


class Markup(Schema):
    html: str = Field(
        description="A whole document, cleaned: no script, nothing from outside. Show it sandboxed."
    )
