"""The API as its callers meet it: the town, one case of transit, and a way to call as anyone of the cast."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.cast import MORNING, PortLumen, given_open_case, given_town

from presszero.cases.models import Case
from presszero.ground.actors import SYSTEM
from presszero.organisation.models import Worker
from presszero.organisation.tokens import make_access_token

Call = Callable[..., HttpResponse]


@pytest.fixture
def town(db: None) -> PortLumen:
    return given_town()


@pytest.fixture
def open_case(town: PortLumen) -> Case:
    return given_open_case(asks=["refund", "extra buses"], taken_by=town.tomas)


def key_of(worker: Worker) -> str:
    return make_access_token(email=worker.email, name="test", by=SYSTEM, at=MORNING)


@pytest.fixture
def call() -> Call:
    """call(worker, method, path, body, idempotency_key=...) by a key of the worker; None is nobody."""

    def made(
        worker: Worker | None, method: str, path: str, body: Any = None, *, idempotency_key: str = ""
    ) -> HttpResponse:
        headers = {"Authorization": f"Bearer {key_of(worker)}"} if worker else {}
        if idempotency_key:
            headers["Idempotency-Key"] = idempotency_key
        sent = json.dumps(body) if body is not None else ""
        return Client().generic(method, f"/api/v1{path}", sent, "application/json", headers=headers)

    return made
