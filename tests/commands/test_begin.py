"""A new installation begins with a name, a team and a lead; then others are let in."""

from __future__ import annotations

import os
import subprocess
import sys

import psycopg

BEGIN = [
    "begin",
    "--organisation",
    "Port Lumen",
    "--prefix",
    "PL",
    "--time-zone",
    "Europe/Berlin",
    "--team",
    "Transit",
    "--mail-name",
    "transit",
    "--lead",
    "Noor Halvane",
    "--email",
    "noor@portlumen.example",
]


def run(
    database: str, *arguments: str, password: str = "a lake in the morning"
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "presszero", *arguments],
        env=os.environ | {"DATABASE_URL": database, "PRESSZERO_FIRST_PASSWORD": password},
        capture_output=True,
        text=True,
        check=False,
    )


def test_new_installation_has_an_organisation_a_team_and_a_lead(migrated_database: str) -> None:
    done = run(migrated_database, *BEGIN)
    assert done.returncode == 0, done.stderr
    with psycopg.connect(migrated_database) as connection:
        kinds = connection.execute("SELECT kind FROM ground_record ORDER BY id").fetchall()
    assert [kind for (kind,) in kinds] == ["organisation.begun", "team.made", "worker.added"]


def test_second_beginning_is_refused_with_the_first_one_named(migrated_database: str) -> None:
    run(migrated_database, *BEGIN)
    again = run(migrated_database, *BEGIN)
    assert again.returncode == 1
    assert "Port Lumen lives here already" in again.stderr


def test_short_password_changes_nothing(migrated_database: str) -> None:
    refused = run(migrated_database, *BEGIN, password="short")
    assert refused.returncode == 1
    with psycopg.connect(migrated_database) as connection:
        assert connection.execute("SELECT count(*) FROM organisation_organisation").fetchone() == (0,)


def test_colleague_is_let_in_and_an_unknown_team_is_named(migrated_database: str) -> None:
    run(migrated_database, *BEGIN)
    worker = ["worker", "--name", "Tomas Vell", "--email", "tomas@portlumen.example"]
    assert run(migrated_database, *worker, "--team", "Transit").returncode == 0
    refused = run(migrated_database, *worker[:3], "--email", "x@portlumen.example", "--team", "Ferries")
    assert refused.returncode == 1
    assert "no team Ferries. There are: Transit" in refused.stderr


def test_link_to_the_set_up_is_printed_until_somebody_has_begun(migrated_database: str) -> None:
    first, second = (run(migrated_database, "begin", "--link") for _ in range(2))
    assert first.returncode == second.returncode == 0, first.stderr
    assert first.stdout != second.stdout
    assert "/begin/" in first.stdout and len(first.stdout.splitlines()) == 1
    run(migrated_database, *BEGIN)
    begun = run(migrated_database, "begin", "--link")
    assert (begun.returncode, begun.stdout) == (0, "")


def test_beginning_without_its_parts_says_which_are_missing(migrated_database: str) -> None:
    refused = run(migrated_database, "begin")
    assert refused.returncode == 2 and "--organisation" in refused.stderr
