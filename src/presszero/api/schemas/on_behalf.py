"""A case for the person at the phone or counter, as machines give it."""

from __future__ import annotations

from typing import Literal

from ninja import Schema
from pydantic import Field

from presszero.api.schemas.words import Id, Person, Words


class CustomerFound(Person):
    mails: list[str]
    phones: list[str]


class CustomersFound(Schema):
    customers: list[CustomerFound]


class SaidGiven(Schema):
    words: Words


class ToReadBack(Schema):
    """The points to read to the person, and the digest that says so when the case is kept."""

    asks: list[str]
    digest: str


class OnBehalfGiven(Schema):
    channel: Literal["phone", "counter"]
    words: Words = Field(description="What they say, in their words.")
    read_back: Words = Field(description="The digest of these words, from /cases/new/points/.")
    name: Words = ""
    email: Words = ""
    phone: Words = Field("", description="Their number, as they say it; kept as a way to reach them.")
    customer: Id | None = Field(None, description="Somebody found by /customers/; nobody for somebody new.")
    team: Id | None = Field(None, description="One of the caller's teams; the first when left out.")


class Opened(Schema):
    """The new case. Its team may be one whose cases the caller does not see."""

    id: int
    reference: str
    team: str
