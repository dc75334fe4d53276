"""Who a case is of: their addresses, numbers and cases, and that somebody else on our list is the same person."""

from __future__ import annotations

from types import SimpleNamespace as Shape
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from presszero.cases.models import Case
from presszero.cases.person import person_of_case, what_would_join, what_would_part
from presszero.cases.queries import seen_case
from presszero.cases.same_person import (
    correct_number,
    note_number,
    remove_number,
    say_other_person,
    say_same_person,
)
from presszero.customers.people import NotSaidSame, records_of
from presszero.desk.person_shape import coming_shape, found_shape, person_shape
from presszero.desk.requests import actor_of, number, typed, worker_of
from presszero.ground import clock
from presszero.ground.actors import Actor
from presszero.inbox.customers import customers_found
from presszero.pure.errors import PressZeroError


@require_GET
def show(request: HttpRequest, case_id: int) -> HttpResponse:
    """The page, who is found while somebody types, what would come together (?other=), and what would part (?apart=)."""
    try:
        return _page(request, case_id, **_looked_at(request, case_id))
    except PressZeroError as error:
        if error.status == 404:
            raise
        return _page(request, case_id, error=error)


@require_POST
def same(request: HttpRequest, case_id: int) -> HttpResponse:
    """The two are one person, as it was shown."""
    other = number(request, "other")
    given: dict[str, Any] = {"other_id": other, "shown": typed(request, "shown")}
    return _said(request, case_id, say_same_person, f"?joined={other}", **given)


@require_POST
def parting(request: HttpRequest, case_id: int) -> HttpResponse:
    """They are not the same person after all, as it was shown."""
    given: dict[str, Any] = {"other_id": number(request, "other"), "shown": typed(request, "shown")}
    return _said(request, case_id, say_other_person, "?parted=1", **given)


@require_POST
def note(request: HttpRequest, case_id: int) -> HttpResponse:
    return _said(request, case_id, note_number, "", phone=typed(request, "phone"))


@require_POST
def correct(request: HttpRequest, case_id: int) -> HttpResponse:
    given: dict[str, Any] = {"phone_id": number(request, "number"), "phone": typed(request, "phone")}
    return _said(request, case_id, correct_number, "", **given)


@require_POST
def remove(request: HttpRequest, case_id: int) -> HttpResponse:
    return _said(request, case_id, remove_number, "", phone_id=number(request, "number"))


def _said(request: HttpRequest, case_id: int, act: Any, then: str, **given: Any) -> HttpResponse:
    """Do it and go back to the page; a refusal is read there, beside what it is about."""
    try:
        act(case_id=case_id, by=actor_of(request), at=clock.now(), **given)
    except PressZeroError as error:
        if error.status == 404:
            raise
        return _page(request, case_id, error=error)
    return HttpResponseRedirect(reverse("desk:person", args=[case_id]) + then)


def _looked_at(request: HttpRequest, case_id: int) -> dict[str, Any]:
    by, asked = actor_of(request), request.GET
    if other := _id(asked.get("other")):
        coming = what_would_join(case_id=case_id, other_id=other, by=by)
        return {"coming": coming_shape(coming) if coming else None}
    if apart := _id(asked.get("apart")):
        return {"parting": coming_shape(what_would_part(case_id=case_id, other_id=apart, by=by))}
    if joined := _id(asked.get("joined")):
        return _just_said(case_id, joined, by)
    return {"parted": asked.get("parted") == "1"}


def _just_said(case_id: int, other_id: int, by: Actor) -> dict[str, Any]:
    """Return what may be taken back at once; a page loaded again, after somebody did, has nothing to say."""
    try:
        return {"joined": coming_shape(what_would_part(case_id=case_id, other_id=other_id, by=by))}
    except NotSaidSame:
        return {}


def _id(words: str | None) -> int:
    return int(words) if words and words.isascii() and words.isdigit() and len(words) <= 15 else 0


def _page(
    request: HttpRequest, case_id: int, *, error: PressZeroError | None = None, **looked_at: Any
) -> HttpResponse:
    worker, asked = worker_of(request), request.GET.get("q", "")
    if request.headers.get("HX-Request") and error is None:
        return _found_part(request, case_id, asked)
    person = person_of_case(case_id=case_id, by=worker.actor)
    shape = person_shape(person, worker, clock.now())
    shape.q = asked
    shape.error = error.sentence if error else ""
    shape.found = _found(request, person.case, [one.customer.pk for one in person.records])
    for name in ("coming", "parting", "joined", "parted"):
        setattr(shape, name, looked_at.get(name))
    return render(request, "desk/person.html", {"person": shape}, status=error.status if error else 200)


def _found_part(request: HttpRequest, case_id: int, asked: str) -> HttpResponse:
    """While somebody types only who was found is drawn, and no more is read."""
    case = seen_case(case_id=case_id, by=actor_of(request))
    found = _found(request, case, list(records_of(case.customer)))
    return render(request, "desk/parts/people_found.html", {"person": Shape(q=asked, found=found)})


def _found(request: HttpRequest, case: Case, but: list[int]) -> list[Any]:
    words = request.GET.get("q", "")
    found = customers_found(words=words, by=actor_of(request)) if words else []
    return found_shape(found, reverse("desk:person", args=[case.pk]), but)
