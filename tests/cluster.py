"""The database of a test run: one embedded server for all runs of this checkout, own databases for each run.

A plugin and not a conftest, because it must be up before Django's settings are read. A server of
another make is named in PRESSZERO_TEST_DATABASE_URL; its role must be allowed to make databases.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from presszero.config.addresses import default_home, make_home
from presszero.processes.postgres import EmbeddedPostgres

RUN = f"presszero_{os.getpid()}"
CHECKOUT = Path(__file__).resolve().parents[1]
_numbers = count(1)


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    known = early_config.known_args_namespace
    if not (known.help or known.version):
        early_config.add_cleanup(_begin(default_home("test", os.environ)))
    return (yield)


def _begin(home: Path) -> Callable[[], None]:
    """Settle the surroundings of this run and return what undoes them."""
    foreign = os.environ.get("PRESSZERO_TEST_DATABASE_URL")
    server = None if foreign else EmbeddedPostgres(make_home(home), fast_and_loose=True)
    if server:
        server.start()
    url = foreign or (server.url() if server else "")
    make_home(home)
    _forget_dead_runs(url, home)
    run_home = make_home(home / RUN)
    for name in [name for name in os.environ if name.startswith("PRESSZERO_") and "_TEST_" not in name]:
        del os.environ[name]
    os.environ |= {
        "DATABASE_URL": named(url, RUN),
        "PRESSZERO_HOME": str(run_home),
        "PRESSZERO_PURPOSE": "test",
        "PRESSZERO_PORT": "0",
        "PRESSZERO_SMTP_PORT": "0",
        "PRESSZERO_RESOLVER": "none",
    }

    def end() -> None:
        _forget(url, home, RUN)
        if server:
            server.stop()

    return end


def named(url: str, database: str) -> str:
    """Return `url` with another database's name."""
    return urlsplit(url)._replace(path=f"/{database}").geturl()


def _databases(url: str) -> list[str]:
    with psycopg.connect(named(url, "postgres"), autocommit=True) as connection:
        rows = connection.execute(
            "SELECT datname FROM pg_database WHERE datname ~ '^(test_)?presszero_[0-9]+'"
        )
        return [name for (name,) in rows]


def _forget(url: str, home: Path, run: str) -> None:
    """Drop the databases and the folder of one run."""
    for database in _databases(url):
        if f"{database.removeprefix('test_')}_".startswith(f"{run}_"):
            drop_database(url, database)
    shutil.rmtree(home / run, ignore_errors=True)


def _forget_dead_runs(url: str, home: Path) -> None:
    """Drop what killed runs on this machine left; other runs may be going on beside this one."""
    for folder in home.glob("presszero_*"):
        if not Path(f"/proc/{folder.name.removeprefix('presszero_')}").exists():
            _forget(url, home, folder.name)


def make_database(url: str, database: str, template: str = "template1") -> str:
    """Make a database on the server of `url`, empty or a copy of `template`; return its URL."""
    making = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
        sql.Identifier(database), sql.Identifier(template)
    )
    with psycopg.connect(named(url, "postgres"), autocommit=True) as connection:
        connection.execute(making)
    return named(url, database)


def drop_database(url: str, database: str) -> None:
    """Drop a database, cutting those of our own role who are still connected.

    WITH (FORCE) would do both, but is refused while the server's own vacuum is at
    work there, which a plain DROP sends away by itself.
    """
    cut = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user"
    )
    drop = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(database))
    with psycopg.connect(named(url, "postgres"), autocommit=True) as connection:
        for last in (False, False, True):
            connection.execute(cut, (database,))
            try:
                connection.execute(drop)
                return
            except psycopg.errors.ObjectInUse:
                if last:
                    raise


@pytest.fixture
def new_database() -> Iterator[Callable[..., str]]:
    """Make databases: `new_database()` is empty, `new_database(template)` a copy; returns the URL."""
    url, made = os.environ["DATABASE_URL"], []

    def make(template: str = "template1") -> str:
        made.append(f"{RUN}_{next(_numbers)}")
        return make_database(url, made[-1], template)

    yield make
    for database in made:
        drop_database(url, database)


@pytest.fixture
def fresh_database(new_database: Callable[..., str]) -> str:
    """The URL of an empty database of this test's own."""
    return new_database()


@pytest.fixture(scope="session")
def migrated_template() -> str:
    """The name of a database with every table and no row; made once a run by `presszero migrate`."""
    return _template("migrated", ["migrate"])


@pytest.fixture(scope="session")
def demo_template() -> str:
    """The name of a database as `presszero demo` leaves it before the first letter; made once a run."""
    return _template("demo", ["migrate"], PRESSZERO_PURPOSE="demo")


@pytest.fixture(scope="session")
def town_template() -> str:
    """The name of a test installation's database with Port Lumen in it and nothing else; made once a run."""
    return _template("town", ["migrate", "town"])


def _template(name: str, commands: list[str], **settings: str) -> str:
    database = f"{RUN}_{name}"
    settings["DATABASE_URL"] = make_database(os.environ["DATABASE_URL"], database)
    for command in commands:
        subprocess.run([sys.executable, "-m", "presszero", command], env=os.environ | settings, check=True)
    return database


@pytest.fixture
def migrated_database(new_database: Callable[..., str], migrated_template: str) -> str:
    """The URL of a database of this test's own, with every table and no row."""
    return new_database(migrated_template)


@pytest.fixture
def demo_database(new_database: Callable[..., str], demo_template: str) -> str:
    """The URL of a database of this test's own, as `presszero demo` leaves it before the first letter."""
    return new_database(demo_template)


@pytest.fixture
def reachable_folder() -> Iterator[Path]:
    """A folder that the database's system user can pass through; pytest's own are closed to it under root."""
    folder = Path(tempfile.mkdtemp(prefix="presszero-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def test_data() -> Callable[[str], Path]:
    """Find shared test material by name, or skip the test with a word on where it was looked for."""
    root = Path(os.environ.get("PRESSZERO_TEST_DATA") or CHECKOUT.parent / "shared" / "data")

    def find(name: str) -> Path:
        if not (root / name).exists():
            pytest.skip(f"no test material {name!r} in {root}; PRESSZERO_TEST_DATA names its folder")
        return root / name

    return find
