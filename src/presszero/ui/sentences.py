"""Errors as sentences: the same words on a page, in a part of a page and in the API."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from presszero.pure.errors import PressZeroError
from presszero.ui.default_deny import public

MACHINES_BEGIN = "/api/"
AT_WORK = "desk/refused.html"
KINDS = {400: "unreadable", 403: "not_allowed", 404: "not_found", 500: "went_wrong", 503: "away"}
log = logging.getLogger("presszero.pages")


class SentenceMiddleware:
    """Show a PressZeroError's own sentence where the act was, and lose nothing that was typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, PressZeroError):
            return None
        return sentence_page(request, error.status, error.sentence)


def envelope(status: int, kind: str, sentence: str, field: str = "") -> JsonResponse:
    """Return a sentence as machines read it. kind: a code word; field: the place in what was sent, or empty."""
    answer = JsonResponse({"error": {"kind": kind, "sentence": sentence, "field": field}}, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def sentence_page(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    """Return the sentence as a part for htmx, as an envelope for machines, else as a page."""
    if request.path.startswith(MACHINES_BEGIN):
        return envelope(status, KINDS.get(status, "refused"), sentence)
    if request.headers.get("HX-Request"):
        return render(request, "ui/parts/sentence.html", {"sentence": sentence}, status=status)
    name = str(status) if status in (400, 403, 404, 500, 503) else "409"
    around = AT_WORK if status < 500 and _is_at_work(request) else None
    return render(request, f"ui/errors/{name}.html", {"sentence": sentence, "around": around}, status=status)


def _is_at_work(request: HttpRequest) -> bool:
    """Whether a colleague who is signed in asked for a page of the desk or the office: the way on is theirs."""
    user = getattr(request, "user", None)
    return request.path.startswith(("/desk/", "/office/")) and user is not None and user.is_authenticated


@public
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return sentence_page(request, 400, _("This request could not be read. Go back and try once more."))


@public
def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return sentence_page(request, 403, _("You may not open this page. Ask a lead or an operator."))


@public
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return sentence_page(request, 404, _("There is no page at this address. Begin again from the start."))


@public
def went_wrong(request: HttpRequest) -> HttpResponse:
    return sentence_page(
        request, 500, _("Something failed on our side; what you sent may not be kept. Please try once more.")
    )


@public
def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    return sentence_page(request, 403, _("This page was open too long. Load it again, then send once more."))
