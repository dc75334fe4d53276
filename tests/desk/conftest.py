"""A colleague at the desk: a signed-in client with the script's header, or without it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from presszero.organisation.models import Worker


@pytest.fixture
def at_the_desk() -> Callable[..., Client]:
    def sign_in(worker: Worker, *, script: bool = True) -> Client:
        client = Client(headers={"HX-Request": "true"} if script else {})
        client.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
