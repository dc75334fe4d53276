"""`presszero demo --fresh` forgets a demo's town, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from presszero.commands.demo import CannotStartAnew, start_anew
from presszero.config.addresses import Addresses, make_home
from presszero.processes.locks import take_if_free


@pytest.fixture
def demo(migrated_database: str, tmp_path: Path) -> Addresses:
    home = make_home(tmp_path / "home")
    (home / "files" / "ab").mkdir(parents=True)
    return Addresses(home, purpose="demo", database_url=migrated_database)


def purposes(demo: Addresses, purpose: str) -> None:
    with psycopg.connect(demo.database_url or "", autocommit=True) as database:
        database.execute("UPDATE ground_installation SET purpose = %s", [purpose])


def tables(demo: Addresses) -> int:
    with psycopg.connect(demo.database_url or "") as database:
        found = database.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    return int(found[0]) if found else 0


def test_demo_is_emptied_with_its_files(demo: Addresses) -> None:
    purposes(demo, "demo")
    start_anew(demo)
    assert tables(demo) == 0
    assert not (demo.home / "files").exists()
    start_anew(demo)  # an empty one may begin anew as well


def test_production_database_is_refused_and_left_whole(demo: Addresses) -> None:
    purposes(demo, "production")
    before = tables(demo)
    with pytest.raises(CannotStartAnew, match="belongs to a production installation"):
        start_anew(demo)
    assert tables(demo) == before
    assert (demo.home / "files").exists()


def test_running_demo_is_not_emptied(demo: Addresses) -> None:
    purposes(demo, "demo")
    running = take_if_free(demo.home / "run" / "up.lock")
    assert running
    with running, pytest.raises(CannotStartAnew, match="stop it first"):
        start_anew(demo)
    assert tables(demo) > 0


def test_database_nobody_answers_for_is_told(demo: Addresses) -> None:
    nowhere = replace(demo, database_url="postgresql://presszero@127.0.0.1:1/presszero")
    with pytest.raises(CannotStartAnew, match="cannot be used"):
        start_anew(nowhere)
