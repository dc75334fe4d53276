"""Words and instants as they come in: one kind of line end, no NUL, always with a time zone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, Field

MOST_ID = 2**63 - 1
EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def _one_line_end(words: str) -> str:
    return words.replace("\r\n", "\n").replace("\x00", "")


def _in_reach(moment: datetime) -> datetime:
    if not EARLIEST <= moment < LATEST:
        raise ValueError("give a time between the years 1970 and 2199")
    return moment


Words = Annotated[str, AfterValidator(_one_line_end)]
Moment = Annotated[AwareDatetime, AfterValidator(_in_reach)]
Id = Annotated[int, Field(ge=0, le=MOST_ID)]
Offset = Annotated[int, Field(ge=0, le=10_000_000, description="In characters of the text, half-open spans.")]


class Person(Schema):
    id: int
    name: str
