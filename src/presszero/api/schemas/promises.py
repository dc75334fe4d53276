"""Promises as machines read them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from ninja import Schema
from pydantic import Field

from presszero.api.schemas.codes import PromiseKind, PromiseState
from presszero.api.schemas.words import Id, Moment, Person, Words
from presszero.cases import phrases
from presszero.cases.models import Promise
from presszero.cases.promised import KeptPromises, Load
from presszero.organisation.models import Worker
from presszero.pure.words import name_key


class PromiseShape(Schema):
    id: int
    case_id: int
    kind: PromiseKind
    what: str
    owner: Person
    due_at: datetime
    state: PromiseState
    settled_at: datetime | None
    settled_words: str

    @staticmethod
    def resolve_what(promise: Promise) -> str:
        return phrases.promise_what(promise)


class PromiseList(Schema):
    promises: list[PromiseShape] = Field(description="What is due, the next first, 200 at most.")


class PromisesAsked(Schema):
    since: Moment | None = Field(None, description="None: now.")
    until: Moment | None = Field(None, description="Not included. None: 28 days after since.")
    team: Id | None = None
    owner: Id | None = None


class LoadShape(Schema):
    worker: Person
    overdue: int
    today: int
    week: int = Field(description="After today, within seven days.")
    later: int
    next_due_at: datetime | None
    is_more: bool = Field(description="The soonest 200 are counted; there are others after these.")


class LoadList(Schema):
    load: list[LoadShape] = Field(description="By name; an order of nothing else.")

    @classmethod
    def of(cls, people: Mapping[int, Worker], loads: Mapping[int, Load]) -> LoadList:
        by_name = sorted(people.values(), key=lambda one: (name_key(one.name), one.pk))
        return cls.model_validate({"load": [{"worker": one, **vars(loads[one.pk])} for one in by_name]})


class KeptShape(Schema):
    days: int
    kept: int = Field(description="Kept in time.")
    late: int = Field(description="Kept, but after their time.")
    broken: int = Field(description="Not kept, or past their time and still owed.")
    moved: int = Field(description="Given a new time before the old one; not part of the share.")
    share: float | None = Field(description="Kept in time of those whose time came, 0 to 1.")

    @classmethod
    def of(cls, kept: KeptPromises, days: int) -> KeptShape:
        return cls(days=days, share=kept.share, **vars(kept))


class FeedMade(Schema):
    address: str = Field(description="Told this once; only its hash is kept.")


class FeedClosed(Schema):
    closed: bool = Field(description="Whether there was one.")


class SettlingGiven(Schema):
    words: Words = Field("", description="What the customer reads about it; needed when it is broken.")


class NewTimeGiven(Schema):
    due: Moment
    words: Words = Field(description="Why; the letter tells it to the customer.")
