"""Mending what we understood: add, word, merge, split and take out points."""

from __future__ import annotations

from django.http import HttpRequest

from presszero.api.calling import actor_of
from presszero.api.cases import show_case
from presszero.api.routes import Routes
from presszero.api.schemas.cases import (
    CaseWhole,
    MergingGiven,
    PointGiven,
    PointShape,
    PointWordsGiven,
    RemovalGiven,
    SplittingGiven,
)
from presszero.cases.points import add_point, edit_point, merge_point, split_point, take_out_point
from presszero.ground import clock

routes = Routes(tags=["points"])
POINT = "/points/{int:point_id}/"


@routes.changes(
    "/cases/{int:case_id}/points/", act="mark points", answers=PointShape, name="add_point", status=201
)
def add(request: HttpRequest, case_id: int, given: PointGiven) -> PointShape:
    """Make words of a letter a point."""
    point = add_point(
        case_id=case_id,
        contact_id=given.contact,
        start=given.start,
        end=given.end,
        by=actor_of(request),
        at=clock.now(),
    )
    return PointShape.from_orm(point)


@routes.changes(POINT + "words/", act="mark points", answers=PointShape, name="word_point")
def edit(request: HttpRequest, point_id: int, given: PointWordsGiven) -> PointShape:
    """Word what is asked more clearly; the customer's own words stay."""
    point = edit_point(point_id=point_id, ask=given.ask, by=actor_of(request), at=clock.now())
    return PointShape.from_orm(point)


@routes.changes(POINT + "merging/", act="mark points", answers=PointShape, name="merge_point")
def merge(request: HttpRequest, point_id: int, given: MergingGiven) -> PointShape:
    """Two points say one thing; the one that stays is answered."""
    return PointShape.from_orm(
        merge_point(point_id=point_id, into=given.into, by=actor_of(request), at=clock.now())
    )


@routes.changes(POINT + "splitting/", act="mark points", answers=CaseWhole, name="split_point")
def split(request: HttpRequest, point_id: int, given: SplittingGiven) -> CaseWhole:
    """One point says two things: cut it in two."""
    first, _ = split_point(point_id=point_id, after=given.at, by=actor_of(request), at=clock.now())
    return show_case(request, first.case_id)


@routes.changes(POINT + "removal/", act="mark points", answers=CaseWhole, name="take_out_point")
def take_out(request: HttpRequest, point_id: int, given: RemovalGiven) -> CaseWhole:
    """This was never asked; the words and the reason are kept."""
    point = take_out_point(point_id=point_id, why=given.why, by=actor_of(request), at=clock.now())
    return show_case(request, point.case_id)
