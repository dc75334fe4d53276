"""The record by position: in order, for the teams the caller sees, never a line skipped."""

from __future__ import annotations

import os

import psycopg
import pytest
from django.db import connection
from tests.api.conftest import Call
from tests.cast import given_open_case, given_town

from presszero.ground.models import RecordLine
from presszero.ground.sealer import seal_batch


@pytest.fixture
def sealed_town(transactional_db: None) -> object:
    town = given_town()
    given_open_case(asks=["refund"])
    given_open_case(asks=["library book"], to="library@portlumen.example")
    _seal()
    return town


def _seal() -> None:
    settings = connection.settings_dict
    with psycopg.connect(os.environ["DATABASE_URL"], dbname=settings["NAME"], autocommit=True) as sealing:
        seal_batch(sealing)


def test_each_hears_their_own_teams_and_the_leader_all(sealed_town: object, call: Call) -> None:
    town = given_town()
    cases = {}
    for worker in (town.tomas, town.ivo, town.edda, town.piet):
        lines = call(worker, "GET", "/record/").json()["lines"]
        cases[worker.name] = {line["case_id"] for line in lines}
    transit, library = sorted(cases["Edda Marlowe"] - {None})
    assert (cases["Tomas Vell"], cases["Ivo Castellan"], cases["Piet Sorrel"]) == (
        {transit},
        {library},
        set(),
    )


def test_reader_resumes_by_position_without_a_gap(sealed_town: object, call: Call) -> None:
    town, heard, after = given_town(), [], 0
    while lines := call(town.edda, "GET", f"/record/?after={after}&limit=2").json()["lines"]:
        heard += [line["position"] for line in lines]
        after = heard[-1]
    assert heard == list(range(1, RecordLine.objects.filter(position__isnull=False).count() + 1))


def test_line_tells_ids_and_code_words_only(sealed_town: object, call: Call) -> None:
    town = given_town()
    lines = call(town.edda, "GET", "/record/").json()["lines"]
    assert {name for line in lines for name in line} == {
        "position",
        "kind",
        "about_kind",
        "about_id",
        "case_id",
        "at",
    }
