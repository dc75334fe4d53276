"""What pages say and do while the database is away."""

from __future__ import annotations

import sys
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from presszero.ui.default_deny import public
from presszero.ui.sentences import sentence_page, went_wrong

AWAY_HEADER = "X-PressZero-Database"
View = Callable[..., HttpResponseBase]


def while_away(instead: View) -> Callable[[View], View]:
    """Name the view that answers in place of this one while the database is away; it must not ask it."""

    def marked(view: View) -> View:
        view.while_away = instead  # type: ignore[attr-defined]
        return view

    return marked


class AwayMiddleware:
    """Answer without the database while it is away: by the view's stand-in, else by one sentence.

    The front says so in a header that no client can set. Where it has not noticed yet, the failure itself
    tells. Stands behind what needs no database (language, cross-site check) and before what reads sessions.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._cross_site = CsrfViewMiddleware(lambda request: HttpResponse())

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.headers.get(AWAY_HEADER) == "away":
            return self._answer(request)
        response = self.get_response(request)
        return self._answer(request) if is_away(request) else response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        note_away(request)
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return away_page(request)
        if (view := getattr(match.func, "while_away", None)) is None:
            return away_page(request)
        refused = self._cross_site.process_view(request, view, match.args, match.kwargs)
        response: HttpResponseBase = refused or view(request, *match.args, **match.kwargs)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def note_away(request: HttpRequest) -> None:
    """Let what stands around the page know that the database is not to be asked."""
    request.database_is_away = True  # type: ignore[attr-defined]


def is_away(request: HttpRequest) -> bool:
    """Return whether the database was found away for this request."""
    return getattr(request, "database_is_away", False)


def away_page(request: HttpRequest) -> HttpResponse:
    """Return the sentence for whatever cannot be done without the database."""
    sentence = _(
        "Our records cannot be reached just now; what you sent may not be kept. Try again in a minute."
    )
    response = sentence_page(request, 503, sentence)
    response["Retry-After"] = "60"
    response["Cache-Control"] = "no-store"
    return response


@public
def failed(request: HttpRequest) -> HttpResponseBase:
    """What nobody caught: the database that went away, or a mistake of ours."""
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return went_wrong(request)
    note_away(request)
    return away_page(request)
