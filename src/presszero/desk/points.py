"""Mending what we understood: add, word, merge, split and take out points."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from presszero.cases.points import add_point, edit_point, merge_point, split_point, take_out_point
from presszero.desk.requests import actor_of, number, parts, typed
from presszero.ground import clock

CHANGED = ("tabs", "letter", "ledger", "check", "send")


@require_POST
def add(request: HttpRequest, case_id: int) -> HttpResponse:
    add_point(
        case_id=case_id,
        contact_id=number(request, "contact"),
        start=number(request, "start"),
        end=number(request, "end"),
        by=actor_of(request),
        at=clock.now(),
    )
    return parts(request, case_id, CHANGED)


@require_POST
def edit(request: HttpRequest, point_id: int) -> HttpResponse:
    point = edit_point(point_id=point_id, ask=typed(request, "ask"), by=actor_of(request), at=clock.now())
    return parts(request, point.case_id, CHANGED)


@require_POST
def merge(request: HttpRequest, point_id: int) -> HttpResponse:
    stays = merge_point(point_id=point_id, into=number(request, "into"), by=actor_of(request), at=clock.now())
    return parts(request, stays.case_id, CHANGED)


@require_POST
def split(request: HttpRequest, point_id: int) -> HttpResponse:
    """Cut one point in two; `at` counts from the point's own first letter."""
    first, _ = split_point(
        point_id=point_id, after=number(request, "at"), by=actor_of(request), at=clock.now()
    )
    return parts(request, first.case_id, CHANGED)


@require_POST
def take_out(request: HttpRequest, point_id: int) -> HttpResponse:
    point = take_out_point(point_id=point_id, why=typed(request, "why"), by=actor_of(request), at=clock.now())
    return parts(request, point.case_id, CHANGED)
