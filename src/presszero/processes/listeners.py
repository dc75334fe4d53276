"""Who may hear live events: the worker whose session the screen carries, for the teams they see."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from types import SimpleNamespace
from typing import Any

from presszero.processes.live_events import Subscriber


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
    if not isinstance(worker, Worker) or not may(worker, "follow the record"):
        return None
    teams = team_ids_of(worker.actor)
    return Subscriber(None if teams is None else frozenset(teams))


def _cookie(scope: dict[str, Any], name: str) -> str:
    jar: SimpleCookie = SimpleCookie()
    for header, value in scope["headers"]:
        if header == b"cookie":
            try:
                jar.load(value.decode("latin-1"))
            except CookieError:
                return ""
    return jar[name].value if name in jar else ""
