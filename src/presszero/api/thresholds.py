"""Thresholds of the house's own for the proposal that a point is answered: learned, put to work, taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from presszero.api.calling import actor_of
from presszero.api.routes import Routes
from presszero.api.schemas.words import Id
from presszero.ground import clock
from presszero.reading.thresholds import (
    all_thresholds,
    learn_threshold,
    rest_thresholds,
    still_missing,
    work_threshold,
)

routes = Routes(tags=["replies"])
PLACE, ACT = "/reply-check/", "shape the office"


class ThresholdShape(Schema):
    id: int
    team: int | None = Field(description="None: the whole house.")
    value: float = Field(description="A point is proposed as answered above this score, 0 to 1.")
    rules: str = Field(description="The hash of the rules whose scores it was chosen on.")
    meaning: str = Field(description="The hash of the sentence model that read along, or empty.")
    made_at: datetime
    live: bool
    card: dict[str, Any]


class ThresholdList(Schema):
    thresholds: list[ThresholdShape]
    open_points_missing: int = Field(description="So many more the house needs before it can learn one.")

    @classmethod
    def all(cls) -> ThresholdList:
        shapes = [
            ThresholdShape(
                id=one.pk,
                team=one.team_id,
                value=one.value,
                rules=one.rules,
                meaning=one.meaning,
                made_at=one.made_at,
                live=one.is_live,
                card=one.card,
            )
            for one in all_thresholds()
        ]
        return cls(thresholds=shapes, open_points_missing=still_missing(None))


class ScopeGiven(Schema):
    team: Id | None = Field(None, description="None: the whole house.")


@routes.reads(PLACE, act=ACT, answers=ThresholdList, name="list_thresholds")
def thresholds(request: HttpRequest) -> ThresholdList:
    """Every threshold that was learned, the newest first, with its figures on left-out points."""
    return ThresholdList.all()


@routes.changes(PLACE + "learning/", act=ACT, answers=ThresholdList, name="learn_threshold", status=201)
def learn(request: HttpRequest, given: ScopeGiven) -> ThresholdList:
    """Choose a threshold from what people said of points; it works once somebody lets it."""
    learn_threshold(team_id=given.team, by=actor_of(request), at=clock.now())
    return ThresholdList.all()


@routes.changes(PLACE + "rest/", act=ACT, answers=ThresholdList, name="rest_thresholds")
def rest(request: HttpRequest) -> ThresholdList:
    """Propose by the shipped threshold again; all that were learned stay kept."""
    rest_thresholds(by=actor_of(request), at=clock.now())
    return ThresholdList.all()


@routes.changes(PLACE + "{int:threshold_id}/work/", act=ACT, answers=ThresholdList, name="work_threshold")
def work(request: HttpRequest, threshold_id: int) -> ThresholdList:
    """Propose by this threshold from now on, also an older one again."""
    work_threshold(threshold_id=threshold_id, by=actor_of(request), at=clock.now())
    return ThresholdList.all()
