"""Every operation, fed with what its description allows and forbids: never a server error, always as described."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from hypothesis import strategies
from schemathesis import GenerationMode
from schemathesis.specs.openapi import checks
from tests.api.conftest import key_of
from tests.cast import MORNING, PortLumen, given_draft

from presszero.api.api import api
from presszero.cases.links import new_link
from presszero.cases.models import Case, Field
from presszero.config.wsgi import application
from presszero.reading.models import TextModel, Threshold
from presszero.replies.models import Macro

CHECKS = [
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
DESCRIBED = schemathesis.openapi.from_dict(api.get_openapi_schema())
DESCRIBED.app = application
OPERATIONS = [operation.ok() for operation in DESCRIBED.get_all_operations()]
PATIENT = hypothesis.settings(
    max_examples=8,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(hypothesis.HealthCheck),
)


def _real_parts(case: Case) -> dict[str, Any]:
    """What stands in addresses when an operation is aimed at rows that are there."""
    return {
        "case_id": case.pk,
        "other_id": case.customer_id,
        "point_id": case.points.live().get(number=1).pk,
        "promise_id": case.promises.get().pk,
        "contact_id": case.contacts.get(kind="letter").pk,
        "token": new_link(case=case, sent_to="maren.oduya@lakemail.example", at=MORNING),
        "number": 1,
        "step_id": case.steps.create(what="Call the driver.", order=1).pk,
        "macro_id": Macro.objects.get_or_create(name="Hours", body="Open from 8.")[0].pk,
        "threshold_id": Threshold.objects.create(value=0.5, rules="ab" * 32, made_at=MORNING).pk,
        "model_id": TextModel.objects.get_or_create(hash="ab" * 32, made_at=MORNING, size_bytes=9)[0].pk,
        "field_id": Field.objects.get_or_create(name="Meter")[0].pk,
    }


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Keep the test's transaction open over requests, as Django's own client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_operation_answers_as_described(operation: Any, town: PortLumen, open_case: Case) -> None:
    given_draft(open_case, by=town.tomas)
    real = _real_parts(open_case)
    key = key_of(town.piet if operation.path.startswith("/api/v1/parked") else town.noor)

    def send(sent: Any, aimed: bool) -> None:
        if aimed and sent.path_parameters:
            sent.path_parameters = {name: real.get(name, one) for name, one in sent.path_parameters.items()}
        answer = sent.call_and_validate(headers={"Authorization": f"Bearer {key}"}, checks=CHECKS)
        assert answer.headers["cache-control"] == ["no-store"]

    for mode in GenerationMode:
        examples = operation.as_strategy(generation_mode=mode)
        # An address that takes any words, and nothing else, has no wrong ones.
        with suppress(hypothesis.errors.Unsatisfiable):
            PATIENT(hypothesis.given(sent=examples, aimed=strategies.booleans())(send))()
    connection.check_constraints()


def test_description_is_openapi_3_1_and_open_to_read(client: Any) -> None:
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.json()["openapi"].startswith("3.1")


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_every_refusal_is_described_as_the_one_envelope(operation: Any) -> None:
    replies = operation.definition.raw["responses"]
    refused = {status: reply for status, reply in replies.items() if int(status) >= 400}
    assert "422" in {str(status) for status in refused}
    for reply in refused.values():
        assert reply["content"]["application/json"]["schema"]["$ref"].endswith("/Refusal")
