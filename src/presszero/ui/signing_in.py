"""Signing somebody in whom another door has proved: an invitation, the first set-up, the demo's own door."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.core import ratelimit
from allauth.usersessions.models import UserSession
from django.contrib.auth import login, update_session_auth_hash
from django.http import HttpRequest
from django.utils.translation import gettext as _

from presszero.organisation.models import Worker
from presszero.pure.errors import BadInput

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(request: HttpRequest, worker: Worker) -> None:
    """Sign them in here. They just proved who they are, so nothing asks for the password again at once."""
    login(request, worker, backend=BACKEND)
    record_authentication(request, worker, method="password", reauthenticated=True)
    UserSession.objects.create_from_request(request)


def refuse_many_tries(request: HttpRequest, worker: Worker) -> None:
    """Count a try at somebody's own password: whoever sits at their open screen may not guess for long. Raises BadInput."""
    if not ratelimit.consume(request, action="reauthenticate", user=worker):
        raise BadInput(_("These were many tries. Wait a minute, then try again."), "old")


def stay_signed_in(request: HttpRequest, worker: Worker) -> None:
    """Keep this one place signed in after the password changed, under a new key."""
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    update_session_auth_hash(request, worker)
    UserSession.objects.create_from_request(request)
