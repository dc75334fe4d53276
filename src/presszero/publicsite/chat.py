"""The customer's side of a chat over HTTP: begin, write, read on, type, end; words are kept on disk while the database is away."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from presszero.channels.chat.late import keep_words
from presszero.channels.chat.opening import Visitor, begin_chat, known_chat
from presszero.channels.chat.saying import end_chat, say
from presszero.channels.chat.shapes import told_chat
from presszero.channels.chat.typing import customer_types
from presszero.flows.queries import live_flow_for
from presszero.ground import clock
from presszero.ground.late import late_room
from presszero.ground.tokens import new_token
from presszero.publicsite.crossing import for_sites
from presszero.pure.errors import BadInput
from presszero.ui.away import while_away
from presszero.ui.default_deny import public

COOKIE = "presszero_chat"
COOKIE_SECONDS = 30 * 24 * 3600
LARGEST_BODY_BYTES = 40_000
POSTS = require_http_methods(["POST", "OPTIONS"])
READS_AND_POSTS = require_http_methods(["GET", "POST", "OPTIONS"])


@public
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """A page that is the chat alone: to link to, and for whoever finds a corner of a page too small."""
    return render(request, "publicsite/chat.html", {"chat_is_open": live_flow_for("chat") is not None})


@for_sites
def begin_while_away(request: HttpRequest) -> HttpResponse:
    """Give a token all the same: what is written with it is kept on disk, and the chat begins once we can."""
    browser = _browser(request) or new_token()
    return _with_cookie(JsonResponse({"token": new_token(), "away": True}, status=202), browser)


@public
@while_away(begin_while_away)
@for_sites
@POSTS
def begin(request: HttpRequest) -> HttpResponse:
    given = _given(request)
    browser = _browser(request) or new_token()
    visitor = Visitor(
        token=new_token(),
        browser=browser,
        address=request.META.get("REMOTE_ADDR", ""),
        origin=request.headers.get("Origin", ""),
    )
    chat = begin_chat(visitor=visitor, language=_language(given), at=clock.now())
    return _with_cookie(
        JsonResponse({"token": visitor.token, **told_chat(chat, 0).as_json()}, status=201), browser
    )


@for_sites
def turns_while_away(request: HttpRequest, token: str) -> HttpResponse:
    """Keep the words; nothing can be read now."""
    if request.method != "POST":
        return JsonResponse({"away": True}, status=503)
    given = _given(request)
    keep_words(
        late_room(),
        token=token,
        browser=_browser(request),
        origin=request.headers.get("Origin", ""),
        language=_language(given),
        words=_words(given),
        key=str(given.get("key", "")),
        at=datetime.now(UTC),
    )
    return JsonResponse({"away": True, "kept": True}, status=202)


@public
@while_away(turns_while_away)
@for_sites
@READS_AND_POSTS
def turns(request: HttpRequest, token: str) -> HttpResponse:
    """What was said since; or one more turn of the customer's, and what follows it."""
    if request.method == "POST":
        given = _given(request)
        after = _after(given.get("after"))
        chat = say(
            token=token,
            browser=_browser(request),
            words=_words(given),
            key=str(given.get("key", "")),
            at=clock.now(),
        )
        return JsonResponse(told_chat(chat, after).as_json())
    with transaction.atomic():
        chat = known_chat(token=token, browser=_browser(request), at=clock.now())
        return JsonResponse(told_chat(chat, _after(request.GET.get("after"))).as_json())


@public
@for_sites
@POSTS
def typing(request: HttpRequest, token: str) -> HttpResponse:
    customer_types(token=token, browser=_browser(request), at=clock.now())
    return HttpResponse(status=204)


@public
@for_sites
@POSTS
def end(request: HttpRequest, token: str) -> HttpResponse:
    chat = end_chat(token=token, browser=_browser(request), at=clock.now())
    return JsonResponse(told_chat(chat, _after(_given(request).get("after"))).as_json())


def _given(request: HttpRequest) -> dict[str, object]:
    """Return the body, which is JSON, so that no other site's form can send it. Raises BadInput."""
    not_json = BadInput(_("Send the words as JSON, as the widget does."), "words")
    if request.content_type != "application/json" or len(request.body) > LARGEST_BODY_BYTES:
        raise not_json
    try:
        given = json.loads(request.body or b"{}")
    except ValueError:
        raise not_json from None
    if not isinstance(given, dict):
        raise not_json
    return given


def _words(given: dict[str, object]) -> str:
    words = given.get("words", "")
    if not isinstance(words, str):
        raise BadInput(_("Send the words as JSON, as the widget does."), "words")
    return words


def _after(said: object) -> int:
    words = str(said if said is not None else 0)
    return int(words) if words.isascii() and words.isdigit() and len(words) < 10 else 0


def _language(given: dict[str, object]) -> str:
    return str(given.get("language") or get_language() or "")[:2].lower()


def _browser(request: HttpRequest) -> str:
    return request.COOKIES.get(COOKIE, "")[:64]


def _with_cookie(response: HttpResponse, browser: str) -> HttpResponse:
    """Bind the chat to this browser. Over https the cookie also travels from the sites that show the widget."""
    response.set_cookie(
        COOKIE,
        browser,
        max_age=COOKIE_SECONDS,
        path="/chat/",
        httponly=True,
        secure=settings.IS_SECURE,
        samesite="None" if settings.IS_SECURE else "Lax",
    )
    return response
