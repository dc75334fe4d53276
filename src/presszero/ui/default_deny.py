"""Default deny: a route says who may come in, or nobody does."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from presszero.ground.once import reading_once
from presszero.organisation.models import Worker
from presszero.organisation.permissions import MAY, may
from presszero.pure.errors import NotAllowed

View = Callable[..., HttpResponseBase]
OPEN_MODULES = ("django.views.static",)
OWN_SIGN_IN = "look after their own sign-in"


class DoorWithoutAGuard(NotAllowed, PermissionDenied):
    """A route names no act and is not public: nobody may use it."""


def needs(act: str, view: View) -> View:
    """Return the view for workers whose role may do the act; others are sent to sign in, or refused.

    Who owes a second factor is sent to set one up, whatever else they ask for.
    Raises KeyError at start when the act is not in the table of permissions.
    """
    MAY[act]

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        worker = request.user
        if not isinstance(worker, Worker):
            return _to_sign_in(request)
        if worker.factor_due and act != OWN_SIGN_IN:
            return _to_second_factor(request)
        if not may(worker, act):
            raise NotAllowed(
                _("Your role (%(role)s) may not %(act)s. Ask a lead or an operator of your organisation.")
                % {"role": worker.get_role_display(), "act": _(act)}
            )
        with reading_once() if request.method in ("GET", "HEAD") else nullcontext():
            response = view(request, *args, **kwargs)
        response.setdefault("Cache-Control", "no-store")
        return response

    guarded.needs_act = act  # type: ignore[attr-defined]
    return guarded


def public(view: View) -> View:
    """Return the view for anyone; nothing on it is stored by caches unless the view says so."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.setdefault("Cache-Control", "no-store")
        return response

    opened.is_public = True  # type: ignore[attr-defined]
    return opened


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": "/account/login/"})
    return redirect_to_login(request.get_full_path() if request.method == "GET" else "/desk/")


def _to_second_factor(request: HttpRequest) -> HttpResponseBase:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": reverse("office:sign_in")})
    return HttpResponseRedirect(reverse("office:sign_in"))


class DefaultDenyMiddleware:
    """Refuse every view that neither needs an act nor is public."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, *given: Any) -> None:
        if not is_guarded(view):
            raise DoorWithoutAGuard(
                _("This page names nobody who may open it, so nobody may. Tell an operator.")
            )


def is_guarded(view: View) -> bool:
    """Return whether a view says who may come in. The API says it for each of its operations."""
    return (
        hasattr(view, "needs_act")
        or getattr(view, "guards_each_operation", False)
        or getattr(view, "is_public", False)
        or getattr(view, "__module__", "").startswith(OPEN_MODULES)
    )
