"""Pages of other sites may talk to the chat, if the organisation has named their site; browsers ask us first."""

from __future__ import annotations

from functools import wraps

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from presszero.channels.chat.errors import SiteNotAllowed
from presszero.channels.chat.sites import is_allowed
from presszero.pure.errors import BadInput, PressZeroError
from presszero.ui.away import is_away
from presszero.ui.default_deny import View

_last_allowed: set[str] = set()


def for_sites(view: View) -> View:
    """Return the view for our own pages and those of named sites; an error is told as JSON in its own sentence.

    There is no cookie to misuse: what opens a chat is its secret in the address.
    """

    @csrf_exempt
    @wraps(view)
    def crossed(request: HttpRequest, *args: object, **parts: object) -> HttpResponseBase:
        origin = request.headers.get("Origin", "")
        if request.method == "OPTIONS":
            response: HttpResponseBase = HttpResponse(status=204)
        elif not _may_cross(request, origin):
            # The refusal may be read: whoever puts the chat on a page that was not named must see why it stays empty.
            response = told(
                SiteNotAllowed(_("Pages of this site may not show the chat. Tell whoever runs it."))
            )
        else:
            try:
                response = view(request, *args, **parts)
            except PressZeroError as error:
                response = told(error)
        return _with_leave(response, origin)

    return crossed


def told(error: PressZeroError) -> JsonResponse:
    """Return an error as the widget shows it."""
    field = error.field if isinstance(error, BadInput) else ""
    return JsonResponse({"error": {"sentence": error.sentence, "field": field}}, status=error.status)


def _may_cross(request: HttpRequest, origin: str) -> bool:
    """Ask the database which sites are named; while it is away, what it said last holds."""
    if is_away(request):
        return is_allowed_of_old(origin, request.get_host())
    try:
        allowed = is_allowed(origin, host=request.get_host())
    except (OperationalError, InterfaceError):
        return is_allowed_of_old(origin, request.get_host())
    (_last_allowed.add if allowed else _last_allowed.discard)(origin)
    return allowed


def is_allowed_of_old(origin: str, host: str) -> bool:
    return origin in _last_allowed or not origin or origin.partition("://")[2] == host


def _with_leave(response: HttpResponseBase, origin: str) -> HttpResponseBase:
    response["Vary"] = "Origin"
    response["Cache-Control"] = "no-store"
    if origin:
        response["Access-Control-Allow-Origin"] = origin
        response["Access-Control-Allow-Credentials"] = "true"
        response["Access-Control-Allow-Methods"] = "GET, POST"
        response["Access-Control-Allow-Headers"] = "Content-Type"
        response["Access-Control-Max-Age"] = "600"
    return response
