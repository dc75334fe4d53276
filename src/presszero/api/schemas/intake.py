"""A letter given at the public door, and the customer's own page."""

from __future__ import annotations

from datetime import datetime

from ninja import Schema
from pydantic import Field

from presszero.api.schemas.cases import FileShape
from presszero.api.schemas.codes import PointState, PromiseState
from presszero.api.schemas.words import Words
from presszero.cases import phrases
from presszero.cases.models import Case, Contact, Point, Promise
from presszero.cases.queries import contacts_for_customer, points_for_customer


class ContactGiven(Schema):
    name: Words = ""
    email: Words = Field(description="Where the answer goes.")
    message: Words
    place: Words = ""
    topic: Words = Field("", description="The id of a topic, or empty.")


class ContactTaken(Schema):
    reference: str
    answerer: str = Field(description="Who answers for it from now on.")
    answer_due_at: datetime | None
    page: str = Field(description="The customer's private page: whoever holds the address may read it.")


class PagePoint(Schema):
    number: int
    state: PointState
    text: str
    answer: str

    @staticmethod
    def resolve_answer(point: Point) -> str:
        if point.state == Point.State.OPEN:
            return ""
        return point.decline_reason if point.state == Point.State.DECLINED else point.answer_quote


class PagePromise(Schema):
    what: str
    owner: str
    due_at: datetime
    state: PromiseState
    settled_words: str

    @staticmethod
    def resolve_what(promise: Promise) -> str:
        return phrases.promise_what(promise)

    @staticmethod
    def resolve_owner(promise: Promise) -> str:
        return promise.owner.name


class PageContact(Schema):
    ours: bool
    who: str = Field(description="Who of us wrote; empty for the customer.")
    at: datetime
    text: str
    attachments: list[FileShape]
    copied_to: list[str] = Field(description="Who else the letter went to.")

    @staticmethod
    def resolve_ours(contact: Contact) -> bool:
        return contact.direction == Contact.Direction.OUT

    @staticmethod
    def resolve_who(contact: Contact) -> str:
        if contact.direction == Contact.Direction.IN:
            return ""
        return contact.author.name if contact.author else contact.name

    @staticmethod
    def resolve_text(contact: Contact) -> str:
        return contact.text.replace("{link}", "").strip()


class CustomerCase(Schema):
    """What the customer's private page shows."""

    title: str
    answerer: str
    opened_at: datetime
    answer_due_at: datetime | None
    is_closed: bool
    outcome: str
    outcome_words: str
    points: list[PagePoint]
    promises: list[PagePromise]
    contacts: list[PageContact]

    @classmethod
    def of(cls, case: Case) -> CustomerCase:
        promises = case.promises.exclude(state=Promise.State.MOVED).select_related("owner").order_by("due_at")
        facts = {name: getattr(case, name) for name in cls.model_fields if hasattr(case, name)}
        return cls.model_validate(
            facts
            | {
                "answerer": case.owner.name,
                "points": points_for_customer(case=case),
                "promises": list(promises),
                "contacts": contacts_for_customer(case=case),
            }
        )


class LetterGiven(Schema):
    words: Words


class MissedGiven(Schema):
    words: Words = ""


class Revoked(Schema):
    links: int = Field(description="How many private links were closed.")
