"""A colleague in the office: a signed-in client, without the desk's script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from presszero.organisation.models import Worker


@pytest.fixture
def in_the_office() -> Callable[[Worker], Client]:
    def sign_in(worker: Worker) -> Client:
        client = Client()
        client.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
