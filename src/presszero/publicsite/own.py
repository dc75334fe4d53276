"""All letters of one address: a one-use link by mail, then a list. Nothing of them is shown before."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace as Shape

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from presszero.cases.links import new_link
from presszero.cases.models import Case
from presszero.cases.queries import cases_at_address
from presszero.channels.webform.receiving import is_mail_address
from presszero.customers.keys import ask_for_key, key_is_live, use_key
from presszero.ground import clock
from presszero.organisation.queries import the_organisation
from presszero.pure.errors import NotFoundHere
from presszero.ui import times
from presszero.ui.default_deny import public
from presszero.ui.languages import spoken

SESSION, OPEN_FOR = "own_letters", timedelta(hours=2)


@public
def own(request: HttpRequest) -> HttpResponse:
    """Ask for the mail, or read the list once it was opened. Known and unknown addresses read the same."""
    now = clock.now()
    if address := _opened_address(request, now):
        return render(request, "publicsite/own.html", {"own": _list(address, now)})
    if request.method != "POST":
        return _asking(request)
    given = request.POST.get("email", "").strip()
    if not is_mail_address(given):
        error = _("“%(email)s” is no mail address. One looks like name@example.org.") % {"email": given[:80]}
        return _asking(request, email=given, error=error, status=422)
    ask_for_key(address=given, language=spoken(), at=now)
    return render(request, "publicsite/own.html", {"own": Shape(kind="asked", email=given)})


def _asking(request: HttpRequest, *, email: str = "", error: str = "", status: int = 200) -> HttpResponse:
    shape = Shape(kind="ask", url=reverse("own"), email=email, error=error)
    return render(request, "publicsite/own.html", {"own": shape}, status=status)


@public
def own_key(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail. Looking uses nothing up: programs look at links before people do."""
    now = clock.now()
    if request.method == "POST":
        address = use_key(token=token, at=now)
        request.session.cycle_key()
        request.session[SESSION] = {"address": address, "until": (now + OPEN_FOR).isoformat()}
        return HttpResponseRedirect(reverse("own"))
    if not key_is_live(token, now):
        raise NotFoundHere(_("This link was used already, or is too old. Ask for a new one."))
    shape = Shape(kind="open", url=reverse("own_key", args=[token]))
    return render(request, "publicsite/own.html", {"own": shape})


@public
@require_POST
def own_case(request: HttpRequest, case_id: int) -> HttpResponse:
    """Open one of one's own letters: its private page, by a link made for now."""
    now = clock.now()
    address = _opened_address(request, now)
    case = next((one for one in cases_at_address(address=address) if one.pk == case_id), None)
    if not address or case is None:
        raise NotFoundHere(_("Open your letters by the link in our mail first."))
    return HttpResponseRedirect(reverse("page", args=[new_link(case=case, sent_to=address, at=now)]))


@public
@require_POST
def own_close(request: HttpRequest) -> HttpResponse:
    request.session.pop(SESSION, None)
    return HttpResponseRedirect(reverse("own"))


def _opened_address(request: HttpRequest, now: datetime) -> str:
    kept = request.session.get(SESSION)
    if not kept or datetime.fromisoformat(kept["until"]) <= now:
        return ""
    return str(kept["address"])


def _list(address: str, now: datetime) -> Shape:
    zone = the_organisation().time_zone
    return Shape(
        kind="list",
        email=address,
        close_url=reverse("own_close"),
        cases=[_row(case, now, zone) for case in cases_at_address(address=address)],
    )


def _row(case: Case, now: datetime, zone: str) -> Shape:
    due = case.answer_due_at
    waits = due is not None and due > now and not case.is_closed
    return Shape(
        title=case.title,
        when_words=times.day_words(case.opened_at, zone),
        reference=case.reference,
        owner=case.owner.name,
        state_words=_("Closed")
        if case.is_closed
        else f"{_('You hear from us')} {times.by_words(due, now, zone)}"
        if waits and due
        else _("Open"),
        is_closed=case.is_closed,
        url=reverse("own_case", args=[case.pk]),
    )
