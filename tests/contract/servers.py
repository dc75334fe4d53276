"""A server under contract, and Django pointed to a database on it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import psycopg
from django.db import connections
from tests.cluster import RUN, drop_database, make_database

from presszero.config.addresses import django_database

_numbers = count(1)


@dataclass
class Server:
    """One PostgreSQL. url: signs in as a role that may make databases and is no superuser."""

    name: str
    url: str
    made: list[str] = field(default_factory=list)

    def new_database(self, template: str = "template1") -> str:
        """Make a database of a test's own, empty or a copy, and return its URL."""
        self.made.append(f"{RUN}_contract_{next(_numbers)}")
        return make_database(self.url, self.made[-1], template)

    def forget(self, kept: int = 0) -> None:
        """Drop what was made, but for the first `kept`."""
        while len(self.made) > kept:
            drop_database(self.url, self.made.pop())


def migrate(url: str) -> None:
    command = [sys.executable, "-m", "presszero", "migrate"]
    subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=True)


def rows(url: str, question: str, *values: Any) -> list[tuple[Any, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(question, values).fetchall()


@contextmanager
def pointed_to(url: str) -> Iterator[None]:
    """Let Django ask another database for a while; its threads too, since all share these settings."""
    settings = connections["default"].settings_dict
    before, there = dict(settings), django_database(url)
    _let_go()
    settings.update(there, OPTIONS={**there["OPTIONS"], "pool": before["OPTIONS"]["pool"]})
    try:
        yield
    finally:
        _let_go()
        settings.update(before)


def _let_go() -> None:
    connections["default"].close()
    connections["default"].close_pool()
