"""Chats as the API tells and takes them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from presszero.api.schemas.words import Words
from presszero.channels.chat.models import Chat
from presszero.channels.chat.shapes import ToldChat, told_chat
from presszero.channels.chat.sites import all_sites

State = Literal["machine", "waiting", "person", "left", "over"]
Key = Field(
    min_length=1, max_length=64, description="The sender's own number for it: sent again, it counts once."
)


class ChatBegun(Schema):
    language: str = Field("", max_length=8, description="en or fr; else the flow's first.")


class ChatWordsGiven(Schema):
    words: Words = Field(max_length=2000, description="Empty for a silence, which only a flow hears.")
    key: str = Key


class ChatAnswerGiven(Schema):
    words: Words = Field(max_length=2000)
    key: str = Key
    points: list[Annotated[int, Field(ge=1, le=10_000)]] = Field(
        default=[], max_length=50, description="Numbers of the points that these words answer."
    )


class TurnShape(Schema):
    n: int = Field(description="Its place in the chat.")
    who: Literal["customer", "machine", "person", "house"]
    name: str = Field(description="Who of us wrote it; else empty.")
    text: str
    at: datetime
    key: str
    options: list[list[str]] = Field(
        description="What may be pressed: what is sent then, and the words for it."
    )


class ChatShape(Schema):
    last: int = Field(description="The place to read on from.")
    state: State
    person: str = Field(description="Who of us is in it now; else empty.")
    waits_for: str = Field(description="words, message, person, world, or empty.")
    rehearsal: bool
    quiet_seconds: int = Field(
        description="After so long without a word a silence is told; 0 where none counts."
    )
    turns: list[TurnShape]

    @classmethod
    def of(cls, chat: Chat, after: int = 0) -> ChatShape:
        return cls.from_orm(told_chat(chat, after))


class NewChat(ChatShape):
    token: str = Field(description="Opens this chat, and is told only here.")

    @classmethod
    def with_token(cls, chat: Chat, token: str) -> NewChat:
        told: ToldChat = told_chat(chat, 0)
        return cls.model_validate({**told.as_json(), "token": token})


class CaseChat(ChatShape):
    """A case's chat as colleagues see it."""

    given: dict[str, str] = Field(description="What the customer entered before a person came, by fact.")

    @classmethod
    def of_case(cls, chat: Chat) -> CaseChat:
        return cls.model_validate({**told_chat(chat, 0).as_json(), "given": chat.run.facts})


class Typing(Schema):
    told: bool = True


class SiteGiven(Schema):
    address: Words = Field(max_length=250, description="Any address of the site.")


class SiteShape(Schema):
    id: int
    origin: str


class SiteList(Schema):
    sites: list[SiteShape]

    @classmethod
    def all(cls) -> SiteList:
        return cls(sites=[SiteShape.from_orm(site) for site in all_sites()])
