"""Who may hear live events: the worker whose session the screen carries, for the teams they see; a customer their chat."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from types import SimpleNamespace
from typing import Any

from starlette.datastructures import QueryParams

from presszero.processes.live_events import ChatListener, Subscriber


def who_listens(scope: dict[str, Any]) -> Subscriber | None:
    """Return the subscriber of a request, None when nobody is signed in or their role may not listen."""
    from django.conf import settings
    from django.contrib.auth import get_user
    from django.contrib.sessions.backends.db import SessionStore

    from presszero.organisation.models import Worker
    from presszero.organisation.permissions import may
    from presszero.organisation.queries import team_ids_of

    key = _cookie(scope, settings.SESSION_COOKIE_NAME)
    if not key:
        return None
    worker = get_user(SimpleNamespace(session=SessionStore(key)))  # type: ignore[arg-type]
    if not isinstance(worker, Worker) or worker.factor_due or not may(worker, "follow the record"):
        return None
    teams = team_ids_of(worker.actor)
    return Subscriber(None if teams is None else frozenset(teams))


def who_chats(scope: dict[str, Any]) -> ChatListener | None:
    """Return the listener of a chat's stream, None for a wrong secret, another browser or a site that is not allowed.

    Being asked anew while the stream stays open is how we know that the customer is still there.
    """
    from presszero.channels.chat.typing import chat_heard_from
    from presszero.ground import clock

    query = QueryParams(scope["query_string"].decode("latin1"))
    chat_id = chat_heard_from(
        token=query.get("token", "")[:64],
        browser=_cookie(scope, "presszero_chat"),
        origin=_header(scope, b"origin"),
        host=_header(scope, b"host"),
        at=clock.now(),
    )
    return ChatListener(chat_id, _leave(_header(scope, b"origin"))) if chat_id else None


def _leave(origin: str) -> tuple[tuple[bytes, bytes], ...]:
    if not origin:
        return ()
    return (
        (b"access-control-allow-origin", origin.encode("latin-1")),
        (b"access-control-allow-credentials", b"true"),
        (b"vary", b"Origin"),
    )


def _header(scope: dict[str, Any], name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def _cookie(scope: dict[str, Any], name: str) -> str:
    jar: SimpleCookie = SimpleCookie()
    for header, value in scope["headers"]:
        if header == b"cookie":
            try:
                jar.load(value.decode("latin-1"))
            except CookieError:
                return ""
    return jar[name].value if name in jar else ""
