"""Who of each team is there: the week, and days unlike it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from presszero.api.calling import actor_of
from presszero.api.routes import Routes
from presszero.api.schemas.words import Moment, Words
from presszero.ground import clock
from presszero.lines.closing import close_line, closings, reopen_line
from presszero.lines.models import LineClosing
from presszero.organisation.cover import add_cover_day, cover_days, cover_week, remove_cover_day, set_cover
from presszero.organisation.models import Team
from presszero.organisation.shaping import seen_team
from presszero.pure.hours import write_cover

routes = Routes(tags=["hours"])
COVER = "/cover/{int:team_id}/"
Shifts = Annotated[
    Words, Field(max_length=200, description='Like "08:00-16:00 x3, 12:00-20:00 x2"; empty is nobody.')
]


class CoverDayShape(Schema):
    id: int
    name: str
    first_on: date
    last_on: date
    cover: str


class ClosingShape(Schema):
    id: int
    begins_at: datetime
    ends_at: datetime
    why: str
    made_by: str | None

    @classmethod
    def of(cls, closing: LineClosing) -> ClosingShape:
        return cls(
            id=closing.pk,
            begins_at=closing.begins_at,
            ends_at=closing.ends_at,
            why=closing.why,
            made_by=closing.made_by.name if closing.made_by else None,
        )


class CoverShape(Schema):
    team: int
    name: str
    week: list[str] | None = Field(description="Monday first; none while nobody has said who is there.")
    days: list[CoverDayShape]
    line_closings: list[ClosingShape] = Field(description="When the line itself is closed, now and later.")

    @classmethod
    def of(cls, team: Team) -> CoverShape:
        week = cover_week(team)
        days = [
            CoverDayShape(
                id=day.pk,
                name=day.name,
                first_on=day.first_on,
                last_on=day.last_on,
                cover=write_cover(tuple((begins, ends, people) for begins, ends, people in day.spans)),
            )
            for day in cover_days(team)
        ]
        return cls(
            team=team.pk,
            name=team.name,
            week=None if week is None else [write_cover(day) for day in week],
            days=days,
            line_closings=[ClosingShape.of(one) for one in closings(since=clock.now(), team_id=team.pk)],
        )


class CoverGiven(Schema):
    week: list[Shifts] = Field(min_length=7, max_length=7, description="Monday first.")


class CoverDayGiven(Schema):
    name: Words = Field(max_length=120)
    first_on: date
    last_on: date | None = Field(default=None, description="None: one day.")
    cover: Shifts = ""


class ClosingGiven(Schema):
    why: Words = Field(max_length=200)
    begins_at: Moment | None = Field(default=None, description="None: at once.")
    ends_at: Moment


@routes.reads(COVER, act="see the team", answers=CoverShape, name="show_cover")
def cover(request: HttpRequest, team_id: int) -> CoverShape:
    """Who of a team is there, by the week and its exceptions."""
    return CoverShape.of(seen_team(team_id))


@routes.changes(COVER + "week/", act="set hours", answers=CoverShape, name="set_cover")
def week(request: HttpRequest, team_id: int, given: CoverGiven) -> CoverShape:
    """Say who is there; every live flow is proved anew."""
    set_cover(team_id=team_id, days=given.week, by=actor_of(request), at=clock.now())
    return CoverShape.of(seen_team(team_id))


@routes.changes(COVER + "days/", act="set hours", answers=CoverShape, name="add_cover_day", status=201)
def days(request: HttpRequest, team_id: int, given: CoverDayGiven) -> CoverShape:
    """Note days on which other people are there than usual."""
    add_cover_day(
        team_id=team_id,
        name=given.name,
        first_on=given.first_on,
        last_on=given.last_on or given.first_on,
        spans=given.cover,
        by=actor_of(request),
        at=clock.now(),
    )
    return CoverShape.of(seen_team(team_id))


@routes.changes(
    "/cover-days/{int:cover_day_id}/removal/", act="set hours", answers=CoverShape, name="remove_cover_day"
)
def remove_day(request: HttpRequest, cover_day_id: int) -> CoverShape:
    """Let the plain week count again on these days."""
    return CoverShape.of(remove_cover_day(day_id=cover_day_id, by=actor_of(request), at=clock.now()))


@routes.changes(COVER + "line-closings/", act="set hours", answers=CoverShape, name="close_line", status=201)
def close(request: HttpRequest, team_id: int, given: ClosingGiven) -> CoverShape:
    """Close a team's line for a time; every live flow is proved anew, and callers are led on as the flow says."""
    now = clock.now()
    close_line(
        team_id=team_id,
        begins_at=given.begins_at or now,
        ends_at=given.ends_at,
        why=given.why,
        by=actor_of(request),
        at=now,
    )
    return CoverShape.of(seen_team(team_id))


@routes.changes(
    "/line-closings/{int:closing_id}/reopening/", act="set hours", answers=CoverShape, name="reopen_line"
)
def reopen(request: HttpRequest, closing_id: int) -> CoverShape:
    """Let a line be served again before its time."""
    closing = reopen_line(closing_id=closing_id, by=actor_of(request), at=clock.now())
    return CoverShape.of(closing.line.team)
