"""Keys and sessions: who calls, and what they may."""

from __future__ import annotations

import json

import pytest
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client
from tests.api.conftest import Call, key_of
from tests.cast import MORNING, PortLumen, recorded

from presszero.cases.models import Case, Note
from presszero.ground.actors import SYSTEM
from presszero.organisation.models import AccessToken
from presszero.organisation.tokens import make_access_token, revoke_access_token
from presszero.pure.errors import BadInput, NotFoundHere


def _get(key: str) -> int:
    return Client().get("/api/v1/cases/", headers={"Authorization": f"Bearer {key}"}).status_code


def test_key_opens_until_it_is_revoked(town: PortLumen) -> None:
    key = key_of(town.tomas)
    assert _get(key) == 200
    revoke_access_token(token_id=AccessToken.objects.get().pk, by=SYSTEM, at=MORNING)
    assert _get(key) == 401
    assert recorded()[-2:] == ["token.made", "token.revoked"]


def test_key_ends_with_its_worker(town: PortLumen) -> None:
    key = key_of(town.tomas)
    town.tomas.is_active = False
    town.tomas.save()
    assert _get(key) == 401


def test_key_is_kept_only_as_a_hash(town: PortLumen) -> None:
    key = key_of(town.tomas)
    assert key not in json.dumps(list(AccessToken.objects.values("hash", "name")))


@pytest.mark.parametrize("said", ["", "Bearer", "Bearer ", "Bearer x", "Basic x", "Bearer a b"])
def test_no_key_is_told_how_to_send_one(town: PortLumen, said: str) -> None:
    answer = Client().get("/api/v1/cases/", headers={"Authorization": said})
    assert answer.status_code == 401
    assert answer.json()["error"]["kind"] == "not_signed_in"
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer["Cache-Control"] == "no-store"


def test_key_needs_a_colleague_and_a_name(town: PortLumen) -> None:
    with pytest.raises(NotFoundHere, match="nobody@"):
        make_access_token(email="nobody@portlumen.example", name="x", by=SYSTEM, at=MORNING)
    with pytest.raises(BadInput, match="for"):
        make_access_token(email=town.tomas.email, name=" ", by=SYSTEM, at=MORNING)


def test_session_reads_but_changes_only_with_the_cross_site_token(town: PortLumen, open_case: Case) -> None:
    browser, path = Client(enforce_csrf_checks=True), f"/api/v1/cases/{open_case.pk}/notes/"
    browser.force_login(town.tomas)
    assert browser.get("/api/v1/cases/").status_code == 200
    refused = browser.post(path, {"words": "x"}, content_type="application/json")
    assert (refused.status_code, refused.json()["error"]["kind"]) == (403, "stale_session")
    assert not Note.objects.exists()
    token = _get_new_csrf_string()
    browser.cookies["presszero_csrf"] = token
    sent = browser.post(path, {"words": "x"}, content_type="application/json", headers={"X-CSRFToken": token})
    assert sent.status_code == 201


def test_role_is_asked_before_anything_is_read(town: PortLumen, open_case: Case, call: Call) -> None:
    refused = call(town.edda, "POST", f"/cases/{open_case.pk}/handover/", {"not": "valid"})
    assert (refused.status_code, refused.json()["error"]["kind"]) == (403, "not_allowed")


def test_strangers_case_reads_like_no_case(town: PortLumen, open_case: Case, call: Call) -> None:
    theirs = call(town.ivo, "GET", f"/cases/{open_case.pk}/")
    none = call(town.ivo, "GET", f"/cases/{2**50}/")
    assert (theirs.status_code, theirs.json()) == (404, none.json())


@pytest.mark.parametrize("path", ["/nowhere/", "/cases/x/", ""])
def test_address_that_is_none_answers_in_the_envelope(town: PortLumen, call: Call, path: str) -> None:
    answer = call(town.tomas, "GET", path or "/")
    assert (answer.status_code, answer.json()["error"]["kind"]) == (404, "not_found")


def test_method_that_is_none_is_told_which_there_are(town: PortLumen, call: Call) -> None:
    answer = call(town.tomas, "PUT", "/cases/")
    assert (answer.status_code, answer["Allow"]) == (405, "GET")
    assert answer.json()["error"]["kind"] == "method_not_allowed"


def test_body_that_is_no_json_is_told_so(town: PortLumen, open_case: Case) -> None:
    headers = {"Authorization": f"Bearer {key_of(town.tomas)}"}
    answer = Client().generic(
        "POST", f"/api/v1/cases/{open_case.pk}/notes/", "{", "application/json", headers=headers
    )
    assert (answer.status_code, answer.json()["error"]["kind"]) == (400, "unreadable")
