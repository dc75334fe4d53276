"""Lists of cases, what a search found, and kept views as machines read them."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from presszero.api.schemas.codes import CaseOutcome, CaseState, PointState
from presszero.api.schemas.words import Id, Moment, Person, Words
from presszero.cases.models import Case
from presszero.inbox.batches import MOST_CASES, BatchDone
from presszero.inbox.lists import InboxPage
from presszero.inbox.models import SavedView
from presszero.inbox.search import Found


class PipShape(Schema):
    number: int
    state: PointState


class CaseRow(Schema):
    """One row of the inbox."""

    id: int
    reference: str
    title: str
    state: CaseState
    customer: str
    owner: Person
    team: str
    language: str
    automatic: bool
    imported: bool
    answer_due_at: datetime | None
    moved_at: datetime
    pressing: str = Field(
        description="Why it cannot wait: safety, vulnerable, stranded, deadline or said; else empty."
    )
    words: str = Field(description="The customer's words that wait first.")
    hit: list[str] = Field(description="Where a search hit, in pieces: the second, fourth ... are the hits.")
    points: list[PipShape]

    @classmethod
    def of(cls, case: Case, words: str, hit: tuple[str, ...] = ()) -> CaseRow:
        facts = {name: getattr(case, name) for name in cls.model_fields if name in _PLAIN_FACTS}
        return cls(
            **facts,
            customer=case.customer.name,
            owner=Person(id=case.owner.pk, name=case.owner.name),
            team=case.team.name,
            words=words,
            hit=list(hit),
            points=[PipShape.from_orm(point) for point in case.points.all()],
        )


_PLAIN_FACTS = {
    "id",
    "reference",
    "title",
    "state",
    "language",
    "automatic",
    "imported",
    "answer_due_at",
    "moved_at",
    "pressing",
}


class WordMeant(Schema):
    """A word that nobody wrote, and the one that was looked for in its place."""

    typed: str
    taken: str


class CaseList(Schema):
    cases: list[CaseRow]
    counts: dict[str, int] = Field(description="Rows of each view; 1001 stands for more than 1000.")
    next_after: str = Field(description="Send it as ?after= for the next rows; empty at the end.")
    found: int | None = Field(
        description="Of a search, on its first page: how many, as far as they were counted."
    )
    found_more: bool = Field(description="A search found more than it counted.")
    meant: list[WordMeant] = Field(description="Words of a search that were put right.")
    problem: str = Field(description="Why a search can find nothing, as a sentence; else empty.")

    @classmethod
    def of(cls, page: InboxPage) -> CaseList:
        rows = [CaseRow.of(case, page.words.get(case.pk, case.title)) for case in page.cases]
        return cls(
            cases=rows,
            counts=page.counts,
            next_after=page.next_after,
            found=None,
            found_more=False,
            meant=[],
            problem="",
        )

    @classmethod
    def found_by(cls, found: Found, counts: dict[str, int]) -> CaseList:
        rows = [CaseRow.of(case, found.words[case.pk], _pieces(found, case)) for case in found.cases]
        return cls(
            cases=rows,
            counts=counts,
            next_after=found.next_before,
            found=found.count,
            found_more=found.is_more,
            meant=[WordMeant(typed=typed, taken=taken) for typed, taken in found.meant],
            problem=found.problem,
        )


def _pieces(found: Found, case: Case) -> tuple[str, ...]:
    return found.hits[case.pk].pieces if case.pk in found.hits else ()


class ViewShape(Schema):
    id: int
    name: str
    words: str = Field(description="The search, as it is typed.")
    team_id: int | None = Field(description="The team that sees it too; null keeps it to who made it.")


class ViewList(Schema):
    views: list[ViewShape]

    @classmethod
    def of(cls, views: list[SavedView]) -> ViewList:
        return cls(views=[ViewShape.from_orm(view) for view in views])


class ViewGiven(Schema):
    name: Words
    words: Words
    team: Id | None = None


class BatchGiven(Schema):
    act: Literal["take", "hand_over", "tag", "snooze", "close", "topic", "follow", "incident"]
    cases: list[Id] = Field(max_length=MOST_CASES)
    to: Id | None = Field(None, description="To hand over: the colleague's id.")
    words: Words = Field(
        "",
        description="To hand over: what you learnt. To snooze: what it waits for. To close: what the customer reads.",
    )
    tag: Words = Field("", description="To tag: the tag.")
    until: Moment | None = Field(None, description="To snooze: when they come back.")
    outcome: CaseOutcome | None = Field(None, description="To close: how they ended.")
    topic: Id | None = Field(None, description="To give a topic: its id.")
    incident: Id | None = Field(
        None, description="To make an incident: one that is there; left out, a new one."
    )
    title: Words = Field("", description="To make a new incident: what happened, in a line.")


class LeftShape(Schema):
    case_id: int
    sentence: str = Field(description="Why it was left as it was.")


class BatchShape(Schema):
    id: int
    done: list[int] = Field(description="Ids of the cases that were changed.")
    left: list[LeftShape]

    @classmethod
    def of(cls, done: BatchDone) -> BatchShape:
        left = [LeftShape(case_id=one.case_id, sentence=one.sentence) for one in done.left]
        return cls(id=done.batch.pk, done=done.done, left=left)
