"""What several people keep of a case, as machines read it: news, steps, fields, links, the story."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ninja import Schema
from pydantic import Field as Described

from presszero.api.schemas.codes import CaseState, FieldKind, NewsWhy
from presszero.api.schemas.words import Id, Moment, Person, Words
from presszero.cases.models import Case, Field, Inquiry, News
from presszero.cases.news import FieldOfCase, LinkedCase


class StepShape(Schema):
    id: int
    what: str
    done_at: datetime | None


class FieldOfCaseShape(Schema):
    """A field that the case may have; value is empty when nothing stands in it."""

    id: int
    name: str
    kind: FieldKind
    choices: list[str]
    value: str
    is_needed: bool = Described(False, description="Its topic is settled only once something stands in it.")

    @classmethod
    def of(cls, one: FieldOfCase) -> FieldOfCaseShape:
        field = one.field
        return cls(
            id=field.pk,
            name=field.name,
            kind=Field.Kind(field.kind),
            choices=field.choices,
            value=one.value,
            is_needed=one.is_needed,
        )


class LinkedCaseShape(Schema):
    id: int
    reference: str
    title: str
    state: CaseState
    words: str

    @classmethod
    def of(cls, one: LinkedCase) -> LinkedCaseShape:
        case = one.case
        return cls(
            id=case.pk,
            reference=case.reference,
            title=case.title,
            state=Case.State(case.state),
            words=one.words,
        )


class NewsShape(Schema):
    """One thing the caller was told."""

    id: int
    why: NewsWhy
    at: datetime
    seen_at: datetime | None
    case_id: int
    case_reference: str
    by: Person | None = Described(description="Who did it; nobody for the customer and the platform.")
    note: str = Described(description="The words of the note that names the caller, or empty.")

    @staticmethod
    def resolve_case_reference(news: News) -> str:
        return news.case.reference

    @staticmethod
    def resolve_note(news: News) -> str:
        return news.note.text if news.note else ""


class NewsPage(Schema):
    news: list[NewsShape]
    unseen: int = Described(description="How much is not read; 100 stands for more than 99.")


class Seen(Schema):
    seen: int


class HappenedShape(Schema):
    at: datetime
    words: str = Described(description="In the language of Accept-Language, else of the caller.")
    case_reference: str = Described(description="The merged case it happened in, or empty.")


class Story(Schema):
    lines: list[HappenedShape]


class SnoozeGiven(Schema):
    until: Moment
    why: Words = ""


class CaseTopicGiven(Schema):
    topic: Id | None = Described(description="The id of a topic of the case's team; null for none of them.")


class TagGiven(Schema):
    tag: Words


class FieldValueGiven(Schema):
    field: Id
    value: Words = Described(description="Empty takes the fact away.")


class StepsGiven(Schema):
    words: Words = Described(description="One step a line.")


class TickGiven(Schema):
    done: bool = True


class LinkGiven(Schema):
    reference: Words
    words: Words = Described("", description="Why they belong together.")


class UnlinkGiven(Schema):
    other: Id


class CaseMergingGiven(Schema):
    into: Words = Described(description="The reference of the case that is kept.")


class CaseSplittingGiven(Schema):
    title: Words = ""
    points: list[Id] = Described(default_factory=list, max_length=200)
    letters: list[Id] = Described(default_factory=list, max_length=200)


class TeamInquiryGiven(Schema):
    team: Id = Described(description="Another team of the house.")
    words: Words = Described(description="All that they read of the case.")


class TeamAnswerGiven(Schema):
    words: Words


class TeamQuestion(Schema):
    id: int
    asked_by: str
    from_team: str
    to_team: str
    asked_at: datetime
    words: str


class TeamQuestions(Schema):
    questions: list[TeamQuestion]

    @classmethod
    def of(cls, waiting: Sequence[Inquiry]) -> TeamQuestions:
        return cls(
            questions=[
                TeamQuestion(
                    id=one.pk,
                    asked_by=one.asked_by.name,
                    from_team=one.case.team.name,
                    to_team=one.name,
                    asked_at=one.asked_at,
                    words=one.text,
                )
                for one in waiting
            ]
        )


class InquiryGiven(Schema):
    address: Words
    name: Words = ""
    subject: Words
    words: Words = Described(description="All that they read of the case.")
