"""Letters to all people of an incident as machines read and write them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from presszero.api.schemas.words import Id, Moment, Words
from presszero.replies.letters_page import MOST_SHOWN, LettersPage
from presszero.replies.models import IncidentLetter


class PointOfLetter(Schema):
    point: int
    number: int
    ask: str
    quote: str = Field("", description="The sentence of the letter that answers it; empty where none does.")


class LetterShape(Schema):
    case: int
    reference: str
    customer: str
    body: str = Field(description="The letter as it was begun, or empty.")
    answers: list[PointOfLetter]
    missing: list[PointOfLetter] = Field(description="What they ask that the facts do not answer.")
    why: list[str] = Field(
        description="What else keeps it with a person: no-point, contradicted, language, no-address, being-written, urgent."
    )

    @classmethod
    def of(cls, letter: IncidentLetter) -> LetterShape:
        return cls(
            case=letter.case_id,
            reference=letter.case.reference,
            customer=letter.case.customer.name,
            body=letter.body,
            answers=_points(letter.answers),
            missing=_points(letter.missing),
            why=letter.why,
        )


def _points(told: list[dict[str, Any]]) -> list[PointOfLetter]:
    return [PointOfLetter(**one) for one in told]


class SharedPromiseShape(Schema):
    quote: str
    said: Literal["promise", "not_a_promise", ""]
    due_at: datetime | None


class LetterList(Schema):
    """Who needs a person first, then what is ready to be read, what somebody has written in, and what is on its way."""

    held: list[LetterShape]
    ready: list[LetterShape]
    changed: list[LetterShape]
    leaving: list[LetterShape]
    sent: int
    leaves_at: datetime | None = Field(description="Until then those on their way can be taken back.")
    promises: list[SharedPromiseShape] = Field(
        description="What the facts promise; each is said before a letter leaves."
    )

    @classmethod
    def of(cls, page: LettersPage) -> LetterList:
        return cls(
            held=[LetterShape.of(one) for one in page.held],
            ready=[LetterShape.of(one) for one in page.ready],
            changed=[LetterShape.of(one) for one in page.changed],
            leaving=[LetterShape.of(one) for one in page.leaving],
            sent=page.sent,
            leaves_at=page.leaves_at,
            promises=[
                SharedPromiseShape(
                    quote=one.quote,
                    said="" if one.said is None else "promise" if one.said.is_promise else "not_a_promise",
                    due_at=one.said.due_at if one.said else one.due_at,
                )
                for one in page.promises
            ],
        )


class LettersRead(Schema):
    cases: list[Id] = Field(max_length=MOST_SHOWN, description="Those whose letter a person has read.")


class SharedPledgeGiven(Schema):
    quote: Words
    said: Literal["promise", "not_a_promise"]
    due: Moment | None = None
