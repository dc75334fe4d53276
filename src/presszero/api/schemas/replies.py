"""A draft, what the check says about it, and what people said of its points and promises."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from presszero.api.schemas.codes import MarkSaid
from presszero.api.schemas.words import Id, Moment, Offset, Person, Words
from presszero.replies.checking import CheckedDraft
from presszero.replies.macros import FilledMacro
from presszero.replies.models import Mark, Writer

WRITTEN_OVER = (
    "The version this text was written over: 409 when other words were saved since, by anybody. "
    "Left out, whatever stands there is written over."
)


class PlaceShape(Schema):
    text: Literal["draft", "letter"]
    start: int
    end: int


class FindingShape(Schema):
    rule: str
    level: Literal["stops", "advice", "settled"]
    title: str
    reason: str
    mend: str
    place: PlaceShape
    quote: str
    number: int | None = Field(description="The point it is about, if any.")


class ProposalShape(Schema):
    """The words of the draft that seem to answer a point; only a person's mark counts."""

    number: int
    state: Literal["answered", "touched", "unanswered"]
    start: int | None
    end: int | None
    quote: str
    why: str
    score: float = Field(description="How sure the check is that the point is answered, 0 to 1.")


class FoundPledge(Schema):
    """Something the draft says will happen. due_at: the time the rules read from due_words."""

    start: int
    end: int
    quote: str
    what: str
    due_at: datetime | None
    due_words: str
    settled: bool


class MarkShape(Schema):
    point_id: int
    number: int
    said: MarkSaid
    quote: str
    reason: str
    owner_id: int | None
    due_at: datetime | None

    @staticmethod
    def resolve_number(mark: Mark) -> int:
        return mark.point.number


class SettledPledgeShape(Schema):
    id: int
    quote: str
    is_promise: bool
    what: str
    owner_id: int | None
    due_at: datetime | None


class DraftChecked(Schema):
    body: str
    version: int = Field(description="Grows with every save; send it back with the next one.")
    saved_at: datetime | None
    may_send: bool = Field(description="Every point and promise has a person's word.")
    findings: list[FindingShape]
    proposals: list[ProposalShape]
    found_pledges: list[FoundPledge]
    marks: list[MarkShape]
    pledges: list[SettledPledgeShape]

    @classmethod
    def of(cls, checked: CheckedDraft) -> DraftChecked:
        draft, check = checked.draft, checked.check
        return cls.model_validate(
            {
                "body": checked.body,
                "version": checked.version,
                "saved_at": draft.saved_at if draft else None,
                "may_send": checked.may_send,
                "findings": check.findings,
                "proposals": check.proposals,
                "found_pledges": check.pledges,
                "marks": list(checked.marks.values()),
                "pledges": list(checked.pledges.values()),
            }
        )


class DraftGiven(Schema):
    body: Words
    version: Offset | None = Field(None, description=WRITTEN_OVER)


class WordsGiven(Schema):
    body: Words


class MarkGiven(Schema):
    """answered: start and end name the words, else those the check proposes; declined: reason; promised: owner, due."""

    point: Id
    said: MarkSaid
    start: Offset | None = None
    end: Offset | None = None
    reason: Words = ""
    owner: Id | None = None
    due: Moment | None = None


class UnmarkGiven(Schema):
    point: Id


class PledgeGiven(Schema):
    quote: Words = Field(description="The words of the draft, as they stand there.")
    is_promise: bool = True
    what: Words = ""
    owner: Id | None = None
    due: Moment | None = None


class SendGiven(Schema):
    body: Words | None = Field(
        None, description="The text to send, saved first; left out, the draft as it stands."
    )
    version: Offset | None = Field(None, description=WRITTEN_OVER)


class DepartureGiven(Schema):
    leaves: Moment | None = Field(None, description="When it leaves; ten seconds from now when left out.")


class LeavingDraft(Schema):
    """A draft, and when it leaves."""

    body: str
    version: int
    leaves_at: datetime | None


class WritersNow(Schema):
    """Who else writes on the case at this moment."""

    others: list[Person]

    @classmethod
    def of(cls, writers: Sequence[Writer]) -> WritersNow:
        return cls(others=[Person(id=one.worker.pk, name=one.worker.name) for one in writers])


class FilledMacroShape(Schema):
    """A macro filled for one case; a field that nothing is known of reads [name?]."""

    id: int
    name: str
    shortcut: str
    text: str

    @classmethod
    def of(cls, one: FilledMacro) -> FilledMacroShape:
        return cls(id=one.macro.pk, name=one.macro.name, shortcut=one.macro.shortcut, text=one.text)


class MacroList(Schema):
    macros: list[FilledMacroShape]
