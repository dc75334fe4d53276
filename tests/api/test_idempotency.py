"""A request sent again with its key does nothing twice."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from tests.api.conftest import Call
from tests.cast import PortLumen, given_open_case, given_town

from presszero.api.idempotency import KEPT_FOR, forget_answers
from presszero.api.models import KeptAnswer
from presszero.cases.models import Case, Contact, Note
from presszero.ground import clock


def test_same_key_and_body_gets_the_same_answer_and_acts_once(
    town: PortLumen, open_case: Case, call: Call
) -> None:
    notes = f"/cases/{open_case.pk}/notes/"
    first = call(town.tomas, "POST", notes, {"words": "She called."}, idempotency_key="one")
    again = call(town.tomas, "POST", notes, {"words": "She called."}, idempotency_key="one")
    assert (again.status_code, again.content) == (
        first.status_code,
        first.content,
    ) and first.status_code == 201
    assert Note.objects.count() == 1
    assert again["Cache-Control"] == "no-store"


def test_same_key_for_another_body_is_refused(town: PortLumen, open_case: Case, call: Call) -> None:
    notes = f"/cases/{open_case.pk}/notes/"
    call(town.tomas, "POST", notes, {"words": "She called."}, idempotency_key="one")
    refused = call(town.tomas, "POST", notes, {"words": "He called."}, idempotency_key="one")
    assert (refused.status_code, refused.json()["error"]["kind"]) == (409, "key_used_otherwise")
    assert [note.text for note in Note.objects.all()] == ["She called."]


def test_same_key_of_another_worker_is_another_request(town: PortLumen, open_case: Case, call: Call) -> None:
    notes = f"/cases/{open_case.pk}/notes/"
    for worker in (town.tomas, town.odile):
        assert call(worker, "POST", notes, {"words": "Seen."}, idempotency_key="one").status_code == 201
    assert Note.objects.count() == 2


def test_refused_request_may_be_mended_under_its_key(town: PortLumen, open_case: Case, call: Call) -> None:
    notes = f"/cases/{open_case.pk}/notes/"
    assert call(town.tomas, "POST", notes, {"words": " "}, idempotency_key="one").status_code == 422
    assert call(town.tomas, "POST", notes, {"words": "Seen."}, idempotency_key="one").status_code == 201


def test_key_is_free_again_after_a_day(town: PortLumen, open_case: Case, call: Call) -> None:
    notes = f"/cases/{open_case.pk}/notes/"
    call(town.tomas, "POST", notes, {"words": "She called."}, idempotency_key="one")
    assert forget_answers(at=clock.now() + KEPT_FOR - timedelta(minutes=1)) == 0
    clock.shift_to(clock.now() + KEPT_FOR + timedelta(minutes=1))
    assert call(town.tomas, "POST", notes, {"words": "Other."}, idempotency_key="one").status_code == 201
    assert KeptAnswer.objects.count() == 1


def test_letter_from_the_form_with_a_key_opens_one_case(town: PortLumen) -> None:
    given = {"email": "maren.oduya@lakemail.example", "message": "Why were there no buses?"}
    answers = [
        Client().post("/api/v1/contacts/", given, headers={"Idempotency-Key": "letter-1"}) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Contact.objects.filter(direction="in").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_with_one_key_act_once(call: Call) -> None:
    town = given_town()
    case = given_open_case(taken_by=town.tomas)
    statuses: list[int] = []

    def send() -> None:
        try:
            path = f"/cases/{case.pk}/notes/"
            statuses.append(
                call(town.tomas, "POST", path, {"words": "Seen."}, idempotency_key="one").status_code
            )
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [201] * 4
    assert Note.objects.count() == 1
