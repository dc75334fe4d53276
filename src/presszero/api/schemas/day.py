"""A colleague's day and the questions among colleagues as machines read them."""

from __future__ import annotations

from datetime import datetime

from ninja import Schema
from pydantic import Field

from presszero.api.schemas.words import Id, Person, Words
from presszero.inbox.days import MyDay, TeamDay
from presszero.inbox.models import Ask


class AskShape(Schema):
    id: int
    asked_by: Person
    to: Person
    case_id: int | None
    words: str
    at: datetime
    answer: str = Field(description="Empty while nobody answered.")
    answered_at: datetime | None

    @classmethod
    def of(cls, ask: Ask) -> AskShape:
        return cls(
            id=ask.pk,
            asked_by=Person(id=ask.asked_by_id, name=ask.asked_by.name),
            to=Person(id=ask.to_id, name=ask.to.name),
            case_id=ask.case_id,
            words=ask.words,
            at=ask.at,
            answer=ask.answer,
            answered_at=ask.answered_at,
        )


class AskList(Schema):
    asks: list[AskShape] = Field(description="What waits for your answer first, then the newest.")

    @classmethod
    def of(cls, asks: list[Ask]) -> AskList:
        return cls(asks=[AskShape.of(one) for one in asks])


class AskGiven(Schema):
    to: Id = Field(description="The colleague's id.")
    words: Words
    case: Id | None = Field(None, description="The case it is about, which both must see.")


class AnswerGiven(Schema):
    words: Words


class Heard(Schema):
    heard: int = Field(description="How many answers were new.")


class TeamDayShape(Schema):
    team_id: int
    team: str
    open: int
    late: int
    done: dict[str, int] = Field(description="Today, by came_in, answered, closed, kept, broken.")
    week_before: dict[str, int] = Field(description="The whole same day a week ago.")

    @classmethod
    def of(cls, day: TeamDay) -> TeamDayShape:
        return cls(
            team_id=day.team.pk,
            team=day.team.name,
            open=day.open,
            late=day.late,
            done=day.done,
            week_before=day.before,
        )


class DayShape(Schema):
    """What waits for you. A count stops at 1001, which stands for more than 1000."""

    late: int
    soon: int = Field(description="Due within two hours.")
    open: int
    promises_today: int
    asked: int = Field(description="Questions of colleagues that wait for your answer.")
    news: int
    done: dict[str, int]
    teams: list[TeamDayShape] = Field(description="Empty for who may not see the team.")

    @classmethod
    def of(cls, day: MyDay, teams: list[TeamDay]) -> DayShape:
        return cls(**vars(day), teams=[TeamDayShape.of(one) for one in teams])
