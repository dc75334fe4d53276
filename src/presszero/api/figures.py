"""Figures: how service goes, by team, topic or channel."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from presszero.api.calling import actor_of
from presszero.api.routes import Routes
from presszero.cases.figures import AGES_DAYS, Figures, Group, figures
from presszero.cases.figures_file import csv_by_day, csv_of
from presszero.ground import clock

routes = Routes(tags=["figures"])
Share = Annotated[float | None, Field(description="0 to 1; none where there was nothing to speak of.")]
Hours = Annotated[float | None, Field(description="From the first letter on, around the clock.")]
Grouped = Literal["team", "topic", "channel"]
Table = Annotated[Literal["groups", "days"], Field(description="A row a group, or a row a day.")]
Days = Annotated[int, Field(ge=1, le=366, description="Over how many days, until now.")]


class AgeShape(Schema):
    from_days: int
    cases: int


class MarksShape(Schema):
    """Points that people marked as answered, and how many of them customers say were missed."""

    marks_with_check: int = Field(description="The check saw the answer too.")
    missed_with_check: int
    marks_against_check: int = Field(description="The check saw no answer; a person's word counted.")
    missed_against_check: int


class GroupShape(Schema):
    name: str
    opened: int
    first_median_hours: Hours
    first_ninth_hours: Hours = Field(description="Nine of ten first letters were answered within these.")
    first_kept_share: float | None = Field(
        description="Of the first answers that came or should have come by now, those in time."
    )
    settled_median_hours: Hours
    settled_ninth_hours: Hours
    confirmed_share: Share
    closed: int
    reopened_share: float | None = Field(description="Opened again by people, for each case closed.")
    promises_kept_share: Share
    promises_moved: int = Field(
        description="Given a new time in the period; the share counts them at that time."
    )
    first_reply_share: Share
    marks: MarksShape | None = Field(
        description="None where fewer than three people marked: it would be a figure of somebody."
    )
    backlog: int
    ages: list[AgeShape]

    @classmethod
    def of(cls, group: Group, name: str) -> GroupShape:
        return cls(
            name=name,
            opened=group.opened,
            first_median_hours=group.first_median_hours,
            first_ninth_hours=group.first_ninth_hours,
            first_kept_share=group.first_kept_share,
            settled_median_hours=group.settled_median_hours,
            settled_ninth_hours=group.settled_ninth_hours,
            confirmed_share=group.confirmed_share,
            closed=group.closed,
            reopened_share=group.reopened_share,
            promises_kept_share=group.promises_kept_share,
            promises_moved=group.promises_moved,
            first_reply_share=group.first_reply_share,
            marks=MarksShape(**group.marks) if group.marks else None,
            backlog=group.backlog,
            ages=[AgeShape(from_days=days, cases=group.ages[place]) for place, days in enumerate(AGES_DAYS)],
        )


class FirstAnswersOfADay(Schema):
    until: datetime
    first_median_hours: Hours


class FiguresShape(Schema):
    since: datetime
    until: datetime
    all: GroupShape
    groups: list[GroupShape]
    daily: list[FirstAnswersOfADay] = Field(description="First answers, day by day, the oldest first.")

    @classmethod
    def of(cls, told: Figures) -> FiguresShape:
        groups = [GroupShape.of(group, group.name) for group in told.groups]
        daily = [FirstAnswersOfADay(until=until, first_median_hours=hours) for until, hours in told.daily]
        whole = GroupShape.of(told.all, "all")
        return cls(since=told.since, until=told.until, all=whole, groups=groups, daily=daily)


@routes.reads("/figures/", act="see figures", answers=FiguresShape, name="show_figures")
def show(request: HttpRequest, by: Grouped = "team", days: Days = 28) -> FiguresShape:
    """First answers, settling, reopening, backlog, promises and points of the teams you see."""
    return FiguresShape.of(figures(by=by, days=days, seen_by=actor_of(request), at=clock.now()))


@routes.reads_file("/figures.csv", act="see figures", name="read_figures")
def file(
    request: HttpRequest, by: Grouped = "team", days: Days = 28, table: Table = "groups"
) -> HttpResponse:
    """The same as CSV."""
    told = figures(by=by, days=days, seen_by=actor_of(request), at=clock.now())
    sheet = csv_by_day(told) if table == "days" else csv_of(told, by)
    return HttpResponse(sheet, content_type="application/octet-stream")
