"""What customers were told would happen: the due list, and settling each."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace as Shape
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from presszero.cases import phrases
from presszero.cases.models import Promise
from presszero.cases.promises import break_promise, keep_promise
from presszero.cases.queries import PAGE_ROWS, due_groups, promises_page
from presszero.desk.requests import actor_of, moment, parts, typed, worker_of
from presszero.ground import clock
from presszero.organisation.hours import next_open_day
from presszero.organisation.permissions import may
from presszero.organisation.queries import the_organisation
from presszero.pure.errors import BadInput
from presszero.replies.new_times import propose_new_time
from presszero.ui import times

ACTS = ("kept", "new_time")


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    worker, now = worker_of(request), clock.now()
    promises = promises_page(by=worker.actor, at=now)
    mine = [promise for promise in promises if promise.owner_id == worker.pk]
    view = "mine" if request.GET.get("view") == "mine" else "team"
    wanted = mine if view == "mine" else promises
    start = _start(request.GET.get("from", ""), len(wanted))
    shown, rest = wanted[start : start + PAGE_ROWS], wanted[start + PAGE_ROWS :]
    here = {"view": view, **({"from": str(start)} if start else {})}
    opened = (request.GET.get("open", ""), request.GET.get("act", ""))
    zone = the_organisation().time_zone
    counts = {name: len(rows) for name, rows in due_groups(wanted, now, ZoneInfo(zone)).items()}
    titles = {"overdue": _("Overdue"), "today": _("Today"), "week": _("This week"), "later": _("Later")}
    groups = [
        Shape(
            title=titles[name],
            tone="bad" if name == "overdue" else "",
            count=counts[name],
            rows=[_row(row, now, zone, may(worker, "keep promises"), opened) for row in rows],
        )
        for name, rows in due_groups(shown, now, ZoneInfo(zone)).items()
        if rows
    ]
    due = Shape(
        groups=groups,
        here=list(here.items()),
        views=[_view("team", _("My teams"), promises, view), _view("mine", _("Mine"), mine, view)],
        next_url=_url({"view": view, "from": str(start + PAGE_ROWS)}) if rest else None,
        empty=Shape(
            title=_("Nothing is owed"), words=_("What a reply promises is listed here until it is kept.")
        ),
    )
    return render(request, "desk/promises.html", {"due": due})


def _view(key: str, name: str, promises: list[Promise], current: str) -> Shape:
    return Shape(
        key=key,
        name=name,
        count=len(promises),
        url=f"{reverse('desk:promises')}?view={key}",
        current=key == current,
        tone="",
    )


def _start(words: str, count: int) -> int:
    """Return the place in a list of count rows that an address names; any other words begin it anew."""
    named = int(words) if words.isascii() and words.isdigit() and len(words) < 7 else 0
    return named if named < count else 0


def _url(asked: dict[str, str]) -> str:
    return f"{reverse('desk:promises')}?{urlencode(asked)}"


def _new_time(promise: Promise, now: datetime) -> datetime:
    return next_open_day(promise.case.team, max(promise.due_at, now))


def _row(promise: Promise, now: datetime, zone: str, may_keep: bool, opened: tuple[str, str]) -> Shape:
    """Shape one row. opened: the id of the promise and the act whose form is open."""
    left = (promise.due_at - now).total_seconds()
    act = opened[1] if opened[0] == str(promise.pk) and opened[1] in ACTS else ""
    return Shape(
        id=promise.pk,
        what=phrases.promise_what(promise),
        case_ref=promise.case.reference,
        case_title=promise.case.title,
        case_url=reverse("desk:case", args=[promise.case_id]),
        customer=promise.case.customer.name,
        owner=promise.owner.name,
        owner_initials=promise.owner.initials,
        due_in=times.left_words(left),
        due_at=times.clock_words(promise.due_at, now, zone),
        due_tone=times.due_tone(promise.due_at, now),
        may_keep=may_keep,
        acts_open=act,
        due_value=times.form_value(_new_time(promise, now), zone) if act else "",
        url_kept=reverse("desk:promise_kept", args=[promise.pk]),
        url_new_time=reverse("desk:promise_new_time", args=[promise.pk]),
        url_broken=reverse("desk:promise_broken", args=[promise.pk]),
    )


@require_POST
def kept(request: HttpRequest, promise_id: int) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    return _after(request, keep_promise(promise_id=promise_id, words=typed(request, "words"), by=by, at=at))


@require_POST
def broken(request: HttpRequest, promise_id: int) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    return _after(request, break_promise(promise_id=promise_id, words=typed(request, "words"), by=by, at=at))


@require_POST
def new_time(request: HttpRequest, promise_id: int) -> HttpResponse:
    due_at = moment(request, "due")
    if due_at is None:
        raise BadInput(_("Give the new time."), "due")
    words, by = typed(request, "words"), actor_of(request)
    draft = propose_new_time(promise_id=promise_id, due_at=due_at, why=words, by=by, at=clock.now())
    return _to_the_letter(request, draft.case_id)


def _to_the_letter(request: HttpRequest, case_id: int) -> HttpResponse:
    """The letter stands in the reply of its case: read it there, and send it."""
    address = reverse("desk:case", args=[case_id]) + "#part-composer"
    if request.headers.get("HX-Request"):
        # From the case itself the address differs by its anchor alone, which by itself loads nothing.
        return HttpResponse(headers={"HX-Redirect": address, "HX-Refresh": "true"})
    return HttpResponseRedirect(address)


def _after(request: HttpRequest, promise: Promise) -> HttpResponse:
    return _back(request, promise.case_id)


def _back(request: HttpRequest, case_id: int) -> HttpResponse:
    """Answer where the act was pressed: on the case its parts, on the due list the list again."""
    on_the_list = (
        reverse("desk:promises") in request.headers.get("Referer", "") or request.POST.get("from") == "list"
    )
    if on_the_list:
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Refresh": "true"})
        return HttpResponseRedirect(reverse("desk:promises"))
    return parts(request, case_id)
