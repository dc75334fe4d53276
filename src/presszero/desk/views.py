"""The views that people keep beside the inbox."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from presszero.desk.requests import actor_of, optional_number, typed
from presszero.ground import clock
from presszero.inbox.saved import keep_view, remove_view


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    view = keep_view(
        name=typed(request, "name"),
        words=typed(request, "words"),
        team_id=optional_number(request, "team"),
        by=actor_of(request),
        at=clock.now(),
    )
    return _to(f"{reverse('desk:inbox')}?{urlencode({'q': view.words})}", request)


@require_POST
def remove(request: HttpRequest, view_id: int) -> HttpResponse:
    remove_view(view_id=view_id, by=actor_of(request), at=clock.now())
    return _to(reverse("desk:inbox"), request)


def _to(address: str, request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
