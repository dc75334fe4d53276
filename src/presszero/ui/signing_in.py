"""Signing somebody in whom another door has proved: an invitation, the first set-up, the demo's own door."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.http import HttpRequest

from presszero.organisation.models import Worker

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(request: HttpRequest, worker: Worker) -> None:
    """Sign them in here. They just proved who they are, so nothing asks for the password again at once."""
    login(request, worker, backend=BACKEND)
    record_authentication(request, worker, method="password", reauthenticated=True)
    UserSession.objects.create_from_request(request)
