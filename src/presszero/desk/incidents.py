"""Incidents: the list, the page of one, and its acts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from presszero.cases.gatherings import confirm_gathering, dismiss_gathering
from presszero.cases.incident_page import incident_page, incidents_seen
from presszero.cases.incidents import (
    end_incident,
    join_incident,
    leave_incident,
    open_incident,
    write_facts,
)
from presszero.desk.incident_shape import incident_shape, incidents_shape
from presszero.desk.requests import actor_of, optional_number, parts, typed, worker_of
from presszero.ground import clock

KEPT_TOGETHER = ("head", "beside")


@require_GET
def show_all(request: HttpRequest) -> HttpResponse:
    over_too = request.GET.get("over") == "1"
    shape = incidents_shape(incidents_seen(by=actor_of(request), over_too=over_too), over_too, clock.now())
    return render(request, "desk/incidents.html", {"incidents": shape})


@require_GET
def show(request: HttpRequest, incident_id: int) -> HttpResponse:
    worker = worker_of(request)
    page = incident_page(incident_id=incident_id, by=worker.actor, after=request.GET.get("after", ""))
    return render(request, "desk/incident.html", {"incident": incident_shape(page, worker, clock.now())})


@require_POST
def facts(request: HttpRequest, incident_id: int) -> HttpResponse:
    """Write what is known, once for everybody."""
    write_facts(
        incident_id=incident_id,
        facts=typed(request, "facts"),
        version=optional_number(request, "version"),
        by=actor_of(request),
        at=clock.now(),
    )
    return HttpResponseRedirect(reverse("desk:incident", args=[incident_id]))


@require_POST
def over(request: HttpRequest, incident_id: int) -> HttpResponse:
    end_incident(incident_id=incident_id, by=actor_of(request), at=clock.now())
    return HttpResponseRedirect(reverse("desk:incident", args=[incident_id]))


@require_POST
def join(request: HttpRequest, case_id: int) -> HttpResponse:
    """Make a case part of an incident that is there, or of a new one."""
    by, at, chosen = actor_of(request), clock.now(), optional_number(request, "incident")
    if chosen:
        join_incident(case_id=case_id, incident_id=chosen, by=by, at=at)
    else:
        title, known = typed(request, "title"), typed(request, "facts")
        open_incident(title=title, facts=known, case_id=case_id, by=by, at=at)
    return parts(request, case_id, KEPT_TOGETHER)


@require_POST
def leave(request: HttpRequest, case_id: int) -> HttpResponse:
    leave_incident(case_id=case_id, by=actor_of(request), at=clock.now())
    return parts(request, case_id, KEPT_TOGETHER)


@require_POST
def confirm(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """Make the people who gathered one incident, and go on to its page: there the facts are written."""
    incident = confirm_gathering(
        gathering_id=gathering_id, title=typed(request, "title"), by=actor_of(request), at=clock.now()
    )
    address = reverse("desk:incident", args=[incident.pk])
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


@require_POST
def dismiss(request: HttpRequest, gathering_id: int) -> HttpResponse:
    dismiss_gathering(gathering_id=gathering_id, by=actor_of(request), at=clock.now())
    address = reverse("desk:inbox")
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
