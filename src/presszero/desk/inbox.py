"""The inbox: what is due first comes first; what was searched for, the newest first."""

from __future__ import annotations

from types import SimpleNamespace as Shape
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from presszero.desk.inbox_shape import FoundShape, InboxShape, ListShape
from presszero.desk.live_rows import live_rows
from presszero.desk.many_shape import many_shape, told_shape
from presszero.desk.preview import preview_of
from presszero.desk.requests import actor_of, worker_of
from presszero.ground import clock
from presszero.inbox.lists import MENTIONS, VIEWS, counts, inbox_mark, inbox_page
from presszero.inbox.search import search_cases
from presszero.inbox.spelling import ENGLISH, spelled
from presszero.organisation.queries import the_organisation, the_zone
from presszero.pure.searching import with_filter

MOST_LETTERS = 200  # of a search


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Target") == "many-choices":
        return _choices(request)
    words = request.GET.get("q", "").strip()[:MOST_LETTERS]
    if added := request.GET.get("add", "")[:80]:
        return _with_filter(words, added)
    if words:
        return _found(request, words)
    view = request.GET.get("view", "mine")
    view = view if view in (*VIEWS, MENTIONS) else "mine"
    by, after = actor_of(request), request.GET.get("after", "")
    # An open screen asks again after each thing that happens; most of them concern none of its rows.
    mark = f'"{inbox_mark(by=by, view=view, after=after)}"' if request.headers.get("HX-Request") else ""
    if mark and request.headers.get("If-None-Match") == mark:
        return HttpResponseNotModified(headers={"ETag": mark})
    answer = _live(request, view, after) if _is_live(request) else _whole(request, view, after)
    if mark:
        answer["ETag"] = mark
    return answer


def _with_filter(words: str, added: str) -> HttpResponse:
    """Answer a press on a filter with the search it makes, so that the field and the address say the same."""
    words = with_filter(spelled(words, ENGLISH), spelled(added, ENGLISH))
    return HttpResponseRedirect(
        f"{reverse('desk:inbox')}?{urlencode({'q': words})}" if words else reverse("desk:inbox")
    )


def _choices(request: HttpRequest) -> HttpResponse:
    """Answer with what the bar for many cases offers, asked for once one is chosen."""
    inbox = Shape(many=many_shape(request))
    return render(request, "desk/parts/many_choices.html", {"inbox": inbox})


def _is_live(request: HttpRequest) -> bool:
    """Whether a list that stands open asks for its rows alone."""
    return request.headers.get("HX-Target") == "part-rows"


def _live(request: HttpRequest, view: str, after: str) -> HttpResponse:
    worker = worker_of(request)
    inbox = ListShape(worker, counts(by=worker.actor), view).around()
    inbox.rows = live_rows(worker, view, after)
    return render(request, "desk/parts/inbox_live.html", {"inbox": inbox})


def _whole(request: HttpRequest, view: str, after: str) -> HttpResponse:
    page = inbox_page(by=actor_of(request), view=view, after=after)
    return _rendered(request, InboxShape(page, view, worker_of(request)).all())


def _found(request: HttpRequest, words: str) -> HttpResponse:
    """Answer a search. One typed in French, or kept in an old address, is sent to the address that all readers share."""
    said = spelled(words, ENGLISH)
    if said != words and len(said) <= MOST_LETTERS:
        return HttpResponseRedirect(f"{reverse('desk:inbox')}?{urlencode(request.GET.dict() | {'q': said})}")
    by, exactly = actor_of(request), "exactly" in request.GET
    found = search_cases(
        by=by,
        words=words,
        before=request.GET.get("before", ""),
        exactly=exactly,
        today_on=clock.now().astimezone(the_zone()).date(),
    )
    shape = FoundShape(found, counts(by=by), words, worker_of(request), exactly=exactly)
    return _rendered(request, shape.all())


def _rendered(request: HttpRequest, inbox: Shape) -> HttpResponse:
    inbox.many, inbox.told = many_shape(request), told_shape(request)
    return render(request, "desk/inbox.html", {"inbox": inbox})


@require_GET
def preview(request: HttpRequest, case_id: int) -> HttpResponse:
    worker = worker_of(request)
    selected = preview_of(case_id, worker, clock.now(), the_organisation().time_zone)
    return render(request, "desk/parts/preview.html", {"selected": selected})
