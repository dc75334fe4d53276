"""While a reply is written and until it has left: who else writes, macros, and the way back after Send."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from presszero.cases.queries import next_open, seen_case
from presszero.desk.more_shape import macros_shape
from presszero.desk.requests import actor_of, moment, parts, save_typed, worker_of
from presszero.ground import clock
from presszero.ground.actors import Actor
from presszero.lines.turns import NothingWaits, take_next
from presszero.replies.drafting import save_draft
from presszero.replies.leaving import call_back, leaving_by, let_go
from presszero.replies.macros import macros_for, use_macro
from presszero.replies.presence import begin_writing, end_writing


@require_POST
def begin(request: HttpRequest, case_id: int) -> HttpResponse:
    """The first key in the reply, and every now and then while it goes on."""
    begin_writing(case_id=case_id, by=actor_of(request), at=clock.now())
    return parts(request, case_id, ["writers"])


@require_POST
def end(request: HttpRequest, case_id: int) -> HttpResponse:
    end_writing(case_id=case_id, by=actor_of(request), at=clock.now())
    return parts(request, case_id, ["writers"])


@require_POST
def depart(request: HttpRequest, case_id: int) -> HttpResponse:
    """Send, with ten seconds to take it back, or at the time that was given."""
    by, at = actor_of(request), clock.now()
    if "body" in request.POST:
        save_typed(request, case_id)
    let_go(case_id=case_id, leaves_at=moment(request, "leaves"), by=by, at=at)
    return _case_again(request, case_id) if request.POST.get("then") != "next" else _go_on(request, case_id)


@require_POST
def take_back(request: HttpRequest, case_id: int) -> HttpResponse:
    call_back(case_id=case_id, by=actor_of(request), at=clock.now())
    return _case_again(request, case_id)


def _case_again(request: HttpRequest, case_id: int) -> HttpResponse:
    """The reply's field is drawn anew: it can be written in before, and only be read after."""
    return _lead_to(request, reverse("desk:case", args=[case_id]))


def _go_on(request: HttpRequest, case_id: int) -> HttpResponse:
    """Open one's next case, else the next of the line; where nothing waits, the inbox says what there is."""
    by = actor_of(request)
    next_id = next_open(case=seen_case(case_id=case_id, by=by), by=by, but=leaving_by(by)) or _taken(by)
    return _lead_to(request, reverse("desk:case", args=[next_id]) if next_id else reverse("desk:inbox"))


def _taken(by: Actor) -> int | None:
    try:
        return take_next(by=by, at=clock.now()).pk
    except NothingWaits:
        return None


def _lead_to(request: HttpRequest, address: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


@require_GET
def macros(request: HttpRequest, case_id: int) -> HttpResponse:
    """The macros for a case, filled for it: as a page, or as what the dialog shows."""
    worker = worker_of(request)
    case = seen_case(case_id=case_id, by=worker.actor)
    shape = macros_shape(case, macros_for(case=case, worker=worker))
    template = "desk/parts/macros.html" if request.headers.get("HX-Request") else "desk/macros.html"
    return render(request, template, {"macros": shape})


@require_POST
def macro(request: HttpRequest, case_id: int, macro_id: int) -> HttpResponse:
    """Use a macro. Its words are put in by the script; without one they go to the end of the reply."""
    by, at = actor_of(request), clock.now()
    used = use_macro(case_id=case_id, macro_id=macro_id, by=by, at=at)
    if not request.headers.get("HX-Request"):
        case = seen_case(case_id=case_id, by=by)
        draft = getattr(case, "draft", None)
        body = f"{draft.body.rstrip()}\n\n{used.text}" if draft and draft.body.strip() else used.text
        save_draft(case_id=case_id, body=body, version=None, by=by, at=at)
    return parts(request, case_id, ["head"])
