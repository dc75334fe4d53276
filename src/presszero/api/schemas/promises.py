"""Promises as machines read them."""

from __future__ import annotations

from datetime import datetime

from ninja import Schema
from pydantic import Field

from presszero.api.schemas.codes import PromiseKind, PromiseState
from presszero.api.schemas.words import Moment, Person, Words
from presszero.cases import phrases
from presszero.cases.models import Promise


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


class SettlingGiven(Schema):
    words: Words = Field("", description="What the customer reads about it; needed when it is broken.")


class NewTimeGiven(Schema):
    due: Moment
    words: Words = Field(description="What the customer is told; it goes out to them.")
