"""Every address x every role x the rows of another team: refused, and nothing changed.

Generated from the resolver and the API, so a new route is in it the day it is
written; one whose address or body is not known here fails by its name.
"""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from tests.architecture.doors import every_door, is_refused, knock
from tests.architecture.matrix import CALLERS, Matrix, changed_by, matrix
from tests.cast import MORNING, given_open_case

from presszero.cases.links import new_link

__all__ = ["matrix"]


DOORS = every_door()
GUARDED = [door for door in DOORS if door.act]
PUBLIC = [door for door in DOORS if not door.act]
# Whom a refusal would be wrong for: two in every run, all in the long one. Who must be refused is asked every time.
RIGHTFUL = [
    name if name in {"agent", "lead"} else pytest.param(name, marks=pytest.mark.long) for name in CALLERS
]


def test_every_address_can_be_filled(matrix: Matrix) -> None:
    unknown = {
        str(door): sorted(door.parts - set(matrix.parts)) for door in DOORS if door.parts - set(matrix.parts)
    }
    assert unknown == {}, "Add these parts of addresses to _parts, so that the matrix can knock at them."


@pytest.mark.parametrize("caller", CALLERS)
def test_who_may_not_is_refused_everywhere_and_changes_nothing(matrix: Matrix, caller: str) -> None:
    let_in = []

    def knock_at_all() -> None:
        for door in GUARDED:
            if not matrix.may_enter(caller, door):
                answer = matrix.ask(caller, door)
                if not is_refused(answer):
                    let_in.append(f"{door}: {answer.status_code}")

    changed = changed_by(knock_at_all)
    assert let_in == []
    assert changed == []


@pytest.mark.parametrize("caller", RIGHTFUL)
def test_who_may_is_let_in_and_a_look_changes_nothing(matrix: Matrix, caller: str) -> None:
    kept_out = []

    def look_at_all() -> None:
        for door in GUARDED:
            if door.method == "GET" and matrix.may_enter(caller, door):
                answer = matrix.ask(caller, door)
                shown = answer.status_code in (200, 302) and not is_refused(answer)
                if not shown and not (answer.status_code == 405 and door.face == "page"):
                    kept_out.append(f"{door}: {answer.status_code}")

    changed = changed_by(look_at_all)
    assert kept_out == []
    assert changed == []


@pytest.mark.parametrize("caller", RIGHTFUL)
def test_who_may_change_is_not_refused(matrix: Matrix, caller: str) -> None:
    """Else the refusals above would prove only that the bodies are wrong."""
    matrix.give_password(caller)
    kept_out = []
    for door in GUARDED:
        if door.method == "POST" and matrix.may_enter(caller, door):
            with transaction.atomic():
                answer = matrix.ask(caller, door)
                transaction.set_rollback(True)
            asked_right = answer.status_code in (200, 201, 302, 409) and not is_refused(answer)
            if not asked_right and not (answer.status_code == 405 and door.face == "page"):
                kept_out.append(f"{door}: {answer.status_code} {answer.content[:200]!r}")
    assert kept_out == [], "Give these a body in _bodies with which the rightful one is let through."


def test_page_that_takes_neither_look_nor_change_is_none(matrix: Matrix) -> None:
    dead = []
    for name in sorted({door.name for door in GUARDED if door.face == "page"}):
        doors = [door for door in GUARDED if door.name == name]
        able = next(one for one in CALLERS if matrix.may_enter(one, doors[0]))
        with transaction.atomic():
            if all(matrix.ask(able, door).status_code == 405 for door in doors):
                dead.append(name)
            transaction.set_rollback(True)
    assert dead == []


def test_wrong_secret_opens_no_customers_page(matrix: Matrix) -> None:
    opened = []

    def try_all() -> None:
        for door in PUBLIC:
            if "token" in door.parts:
                answer = matrix.ask("nobody", door)
                if not is_refused(answer) and answer.status_code != 422:
                    opened.append(f"{door}: {answer.status_code}")

    changed = changed_by(try_all)
    assert opened == []
    assert changed == []


def test_another_customers_secret_opens_no_file_of_this_one(matrix: Matrix) -> None:
    other = given_open_case(
        asks=["library book"], address="eve@elsewhere.example", to="library@portlumen.example"
    )
    parts = matrix.parts | {"token": new_link(case=other, sent_to="", at=MORNING)}
    about_files = [
        door for door in PUBLIC if {"token", "attachment_id"} <= door.parts and door.method == "GET"
    ]
    assert len(about_files) == 2
    assert [knock(Client(), door, parts, {}).status_code for door in about_files] == [404, 404]


def test_look_at_public_pages_changes_nothing(matrix: Matrix) -> None:
    failed = []

    def look_at_all() -> None:
        for door in PUBLIC:
            if door.method == "GET":
                answer = matrix.ask("nobody", door)
                if answer.status_code >= 500:
                    failed.append(f"{door}: {answer.status_code}")

    assert changed_by(look_at_all) == []
    assert failed == []
