"""Both databases: what is promised here holds on the embedded server and on one of another make."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from tests.contract.servers import Server, migrate, pointed_to

from presszero.config.addresses import default_home, make_home
from presszero.processes.postgres import EmbeddedPostgres


@pytest.fixture(scope="session")
def embedded_url() -> Iterator[str]:
    """The embedded server's URL, whichever server the rest of the run uses."""
    elsewhere = {name: value for name, value in os.environ.items() if not name.startswith("PRESSZERO_")}
    with EmbeddedPostgres(make_home(default_home("test", elsewhere)), fast_and_loose=True) as postgres:
        yield postgres.url()


@pytest.fixture(scope="session", params=[pytest.param("embedded", marks=pytest.mark.long), "foreign"])
def any_server(request: pytest.FixtureRequest) -> Iterator[Server]:
    server = Server(request.param, request.getfixturevalue(f"{request.param}_url"))
    yield server
    server.forget()


@pytest.fixture
def server(any_server: Server) -> Iterator[Server]:
    """Each of the two servers in turn; the databases that a test makes there go with it."""
    kept = len(any_server.made)
    yield any_server
    any_server.forget(kept)


@pytest.fixture(scope="session")
def migrated_there(any_server: Server) -> str:
    """The name of a database with every table and no row, by `presszero migrate`."""
    migrate(any_server.new_database())
    return any_server.made[-1]


@pytest.fixture
def house(
    migrated_there: str,
    server: Server,
    django_db_blocker: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[str]:
    """The whole application over an own database of this server; returns its URL."""
    url = server.new_database(migrated_there)
    with django_db_blocker.unblock(), pointed_to(url):
        monkeypatch.setenv("DATABASE_URL", url)
        yield url
