"""Servers disagree on the order and the capitals of words, so nothing that people see depends on theirs."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.test import Client, RequestFactory
from tests.cast import MORNING, given_town
from tests.contract.servers import rows

import presszero
from presszero.cases.queries import teams_at_work
from presszero.desk.frame import frame
from presszero.organisation.models import Membership, Presence, Team, Topic, Worker
from presszero.organisation.queries import workers_of
from presszero.pure.words import name_key

HOUSE = Path(presszero.__file__).parent
# In the order that people expect; by code points it is Anna, Zoo, anna, de Vries, Édouard, élan.
NAMES = ["Anna", "anna", "de Vries", "Édouard", "élan", "Zoo"]
LOOKS_ANYHOW = re.compile(r"__i(exact|contains|startswith|endswith|regex)$")
SORTED = "SELECT name FROM unnest(%s::text[]) AS name ORDER BY name"


def order_of(url: str, names: list[str]) -> list[str]:
    return [name for (name,) in rows(url, SORTED, names)]


def test_two_servers_own_order_and_capitals_differ(embedded_url: str, foreign_url: str) -> None:
    if os.environ.get("PRESSZERO_TEST_FOREIGN_URL"):
        pytest.skip("The named foreign server may sort as ours does; the one we start does not.")
    assert order_of(embedded_url, NAMES) == sorted(NAMES)
    assert order_of(foreign_url, NAMES) != sorted(NAMES)
    capitals = "SELECT upper('Hafenstraße')"
    assert rows(embedded_url, capitals) != rows(foreign_url, capitals)


def test_order_of_keys_is_the_one_people_expect() -> None:
    assert sorted(reversed(NAMES), key=name_key) == NAMES


def test_lists_of_names_come_in_one_order(house: str) -> None:
    town = given_town()
    for number, name in enumerate(reversed(NAMES)):
        worker = Worker.objects.create_user(
            f"w{number}@portlumen.example", None, name=name, joined_at=MORNING
        )
        Worker.objects.filter(pk=worker.pk).update(presence=Presence.HERE)
        Membership.objects.create(team=town.library, worker=worker)
        Team.objects.create(name=name, mail_name=f"team-{number}")
        Topic.objects.create(name=name, team=town.library)

    def ours(names: list[str]) -> list[str]:
        return [name for name in names if name in NAMES]

    at_work = teams_at_work()
    assert ours([one.team.name for one in at_work]) == NAMES
    library = next(one for one in at_work if one.team == town.library)
    assert ours([one.worker.name for one in library.people]) == NAMES
    assert ours([worker.name for worker in workers_of(town.library.pk)]) == NAMES
    form = Client().get("/write/").content.decode()
    assert ours([name.strip() for name in re.findall(r"<option[^>]*>([^<]*)</option>", form)]) == NAMES
    request = RequestFactory().get("/desk/")
    request.user, request.resolver_match = town.ivo, None
    assert ours([one.name for one in frame(request)["frame"].people]) == NAMES


def test_no_query_leaves_order_or_capitals_of_words_to_the_server() -> None:
    text = {
        field.name
        for model in apps.get_models()
        if model.__module__.startswith("presszero.")
        for field in model._meta.get_fields()
        if isinstance(field, models.CharField | models.TextField)
    }
    wrong = [
        f"{path.relative_to(HOUSE)}:{line} {what}"
        for path in HOUSE.rglob("*.py")
        if "migrations" not in path.parts
        for line, what in left_to_the_server(ast.parse(path.read_text()), text)
    ]
    assert wrong == [], "Sort by name_key and look by search_pattern (pure/words/looking.py) instead."


def left_to_the_server(tree: ast.AST, text: set[str]) -> Iterator[tuple[int, str]]:
    """Yield the places that order by a text column, or look without regard to capitals."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "order_by":
            yield from ((node.lineno, key) for key in constants(node.args) if last_name(key) in text)
        elif isinstance(node, ast.Assign) and any(
            getattr(one, "id", "") == "ordering" for one in node.targets
        ):
            yield from ((node.lineno, key) for key in constants([node.value]) if last_name(key) in text)
        elif isinstance(node, ast.keyword) and LOOKS_ANYHOW.search(node.arg or ""):
            yield node.lineno, node.arg or ""


def constants(nodes: list[ast.expr]) -> list[str]:
    found = [one for node in nodes for one in ast.walk(node) if isinstance(one, ast.Constant)]
    return [one.value for one in found if isinstance(one.value, str)]


def last_name(key: str) -> str:
    return key.lstrip("-").rpartition("__")[2]
