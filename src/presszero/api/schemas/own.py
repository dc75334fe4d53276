"""A customer's own letters behind one address, and which mails they want, as machines read them."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from presszero.cases.models import Case


class MailsGiven(Schema):
    hears: Literal["all", "answers", "required"] = Field(
        description="all: receipts too; answers: answers and promises; required: only what the law obliges us to send."
    )


class MailsChosen(Schema):
    hears: str


class OwnAsked(Schema):
    email: str = Field(max_length=320)


class KeyAsked(Schema):
    asked: bool = Field(description="True for every address, so that nobody learns whose it is.")


class OwnCase(Schema):
    reference: str
    title: str
    opened_at: datetime
    is_closed: bool
    answerer: str
    page: str = Field(description="Its private page: whoever holds the address may read it.")

    @classmethod
    def of(cls, case: Case, page: str) -> OwnCase:
        return cls(
            reference=case.reference,
            title=case.title,
            opened_at=case.opened_at,
            is_closed=case.is_closed,
            answerer=case.owner.name,
            page=page,
        )


class OwnCases(Schema):
    cases: list[OwnCase]
