"""The case page and the acts on a whole case."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from presszero.cases.actions import close_case, hand_over, reopen_by_worker, take_case
from presszero.cases.notes import add_note
from presszero.desk.requests import actor_of, case_shape, number, parts, refused_when_stranger, typed
from presszero.ground import clock


@require_GET
def show(request: HttpRequest, case_id: int) -> HttpResponse:
    page = case_shape(request, case_id)
    if page.case.merged_into:
        return HttpResponseRedirect(page.case.merged_into.url)
    return render(request, "desk/case.html", {"page": page})


@require_GET
def show_parts(request: HttpRequest, case_id: int) -> HttpResponse:
    refused_when_stranger(request, case_id)
    return parts(request, case_id)


@require_POST
def take(request: HttpRequest, case_id: int) -> HttpResponse:
    take_case(case_id=case_id, by=actor_of(request), at=clock.now())
    return parts(request, case_id)


@require_POST
def handover(request: HttpRequest, case_id: int) -> HttpResponse:
    hand_over(
        case_id=case_id,
        to=number(request, "to"),
        words=typed(request, "words"),
        by=actor_of(request),
        at=clock.now(),
    )
    return parts(request, case_id)


@require_POST
def close(request: HttpRequest, case_id: int) -> HttpResponse:
    close_case(
        case_id=case_id,
        outcome=request.POST.get("outcome", ""),
        words=typed(request, "words"),
        by=actor_of(request),
        at=clock.now(),
    )
    return parts(request, case_id)


@require_POST
def reopen(request: HttpRequest, case_id: int) -> HttpResponse:
    reopen_by_worker(case_id=case_id, by=actor_of(request), at=clock.now())
    return parts(request, case_id)


@require_POST
def note(request: HttpRequest, case_id: int) -> HttpResponse:
    add_note(case_id=case_id, text=typed(request, "words"), by=actor_of(request), at=clock.now())
    return parts(request, case_id, ["notes"])
