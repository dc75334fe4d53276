"""Letters to all people of an incident: the page, and its acts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from presszero.cases.models import Case
from presszero.desk.letters_shape import LISTS, letters_shape
from presszero.desk.requests import actor_of, moment, numbers, typed, worker_of
from presszero.ground import clock
from presszero.replies.letters import begin_letters
from presszero.replies.letters_leaving import send_letters, settle_shared_pledge, take_letters_back
from presszero.replies.letters_page import letters_page


@require_GET
def show(request: HttpRequest, incident_id: int) -> HttpResponse:
    worker, now = worker_of(request), clock.now()
    page = letters_page(incident_id=incident_id, by=worker.actor, at=now)
    left = request.session.pop("letters_left", [])
    after = {name: int(said) for name in LISTS if (said := request.GET.get(name, "")).isdecimal()}
    return render(request, "desk/letters.html", {"letters": letters_shape(page, worker, now, left, after)})


@require_POST
def begin(request: HttpRequest, incident_id: int) -> HttpResponse:
    begin_letters(incident_id=incident_id, by=actor_of(request), at=clock.now())
    return _back(incident_id)


@require_POST
def send(request: HttpRequest, incident_id: int) -> HttpResponse:
    """Those that were ticked, and read, leave in a minute."""
    by, at = actor_of(request), clock.now()
    told = send_letters(incident_id=incident_id, case_ids=numbers(request, "cases"), by=by, at=at)
    if told.changed:
        seen = Case.objects.visible_to(by).filter(pk__in=told.changed)
        request.session["letters_left"] = list(seen.values_list("reference", flat=True))
    return _back(incident_id)


@require_POST
def back(request: HttpRequest, incident_id: int) -> HttpResponse:
    take_letters_back(incident_id=incident_id, by=actor_of(request), at=clock.now())
    return _back(incident_id)


@require_POST
def pledge(request: HttpRequest, incident_id: int) -> HttpResponse:
    settle_shared_pledge(
        incident_id=incident_id,
        quote=typed(request, "quote"),
        is_promise=request.POST.get("as") != "not_a_promise",
        due_at=moment(request, "due"),
        by=actor_of(request),
        at=clock.now(),
    )
    return _back(incident_id)


def _back(incident_id: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("desk:letters", args=[incident_id]))
