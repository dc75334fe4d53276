"""The invented town is built for demos and tests, and never among a real organisation's rows."""

from __future__ import annotations

import os
import subprocess
import sys

import psycopg
import pytest


def town(database_url: str, purpose: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"DATABASE_URL": database_url, "PRESSZERO_PURPOSE": purpose}
    command = [sys.executable, "-m", "presszero", "town"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_town_is_built_once_however_often_it_is_asked_for(migrated_database: str) -> None:
    assert [town(migrated_database, "test").returncode for _ in range(2)] == [0, 0]
    with psycopg.connect(migrated_database) as connection:
        assert connection.execute("SELECT name FROM organisation_organisation").fetchall() == [
            ("Port Lumen",)
        ]


@pytest.mark.parametrize(
    ("purpose", "said"), [("production", "Port Lumen is invented"), ("demo", "made for test")]
)
def test_database_of_another_purpose_is_left_alone(purpose: str, said: str, migrated_database: str) -> None:
    done = town(migrated_database, purpose)
    assert done.returncode == 1
    assert said in done.stderr and "Traceback" not in done.stderr
    with psycopg.connect(migrated_database) as connection:
        assert connection.execute("SELECT count(*) FROM organisation_worker").fetchone() == (0,)
