"""The program `presszero`: how it is called, what it answers, how it ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from presszero.commands import COMMANDS
from presszero.commands.migrate import ServerTooOld, refuse_old_server

FLOW = Path(__file__).resolve().parents[2] / "src/presszero/pure/flowgraph/examples/city-hall.yaml"


def presszero(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "presszero", *arguments]
    return subprocess.run(command, env=os.environ | settings, capture_output=True, text=True, check=False)


def test_help_lists_every_command_and_without_a_command_it_is_wrong_usage() -> None:
    asked, bare = presszero("--help"), presszero()
    assert (asked.returncode, bare.returncode) == (0, 2)
    assert all(f"\n  {name} " in asked.stdout for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_each_command_ends_with_an_example_and_needs_no_django(name: str) -> None:
    # Python names every module it imports on the error output.
    command = [sys.executable, "-X", "importtime", "-m", "presszero", name, "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "example: " in done.stdout and f"presszero {name}" in done.stdout.splitlines()[-1]
    assert "| django" not in done.stderr


def test_reader_that_leaves_early_gets_no_traceback() -> None:
    ours = subprocess.Popen(
        [sys.executable, "-m", "presszero", "flow", "draw", FLOW],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert ours.stdout and ours.stderr
    ours.stdout.close()
    told = ours.stderr.read()
    assert (ours.wait(), told) == (141, b"")


@pytest.mark.parametrize("arguments", [["nothing"], ["up", "--nothing"], ["serve", "extra"], ["manage"]])
def test_wrong_usage_is_two(arguments: list[str]) -> None:
    assert presszero(*arguments).returncode == 2


def test_bad_setting_is_one_sentence_without_a_traceback() -> None:
    done = presszero("up", PRESSZERO_PORT="eight")
    assert done.returncode == 1
    assert done.stderr.startswith("PRESSZERO_PORT is 'eight'; write a port") and done.stderr.count("\n") == 1


@pytest.mark.parametrize("part", ["serve", "work", "mail"])
def test_part_without_a_database_says_where_to_get_one(part: str, tmp_path: Path) -> None:
    done = presszero(part, DATABASE_URL="", PRESSZERO_HOME=str(tmp_path))
    assert done.returncode == 1
    assert "Start everything with `presszero up`, or set DATABASE_URL" in done.stderr


def test_database_of_a_killed_supervisor_is_not_taken_for_a_running_one(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "up.lock").touch()
    (tmp_path / "run" / "database").write_text("postgresql://a:b@127.0.0.1:1/gone")
    done = presszero("work", DATABASE_URL="", PRESSZERO_HOME=str(tmp_path))
    assert "No database is running" in done.stderr


@pytest.mark.long
def test_migrate_is_safe_to_run_again(fresh_database: str) -> None:
    for _ in range(2):
        done = presszero("migrate", DATABASE_URL=fresh_database)
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.long
def test_migrate_starts_the_embedded_database_for_itself(reachable_folder: Path) -> None:
    home = reachable_folder / "home"
    done = presszero("migrate", DATABASE_URL="", PRESSZERO_HOME=str(home))
    assert (done.returncode, done.stderr) == (0, "")
    assert not (home / "postgresql" / "data" / "postmaster.pid").exists()


def test_manage_hands_everything_to_django(fresh_database: str) -> None:
    done = presszero("manage", "diffsettings", "--output", "unified", DATABASE_URL=fresh_database)
    assert done.returncode == 0 and "ROOT_URLCONF" in done.stdout


def test_unreachable_server_is_one_sentence_and_never_shows_the_password(tmp_path: Path) -> None:
    done = presszero("migrate", DATABASE_URL=f"postgresql://ada:hidden@/pz?host={tmp_path}")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert (
        done.stderr.startswith("The database that DATABASE_URL names cannot be used")
        and "hidden" not in done.stderr
    )


def test_server_older_than_fifteen_is_refused_with_what_to_do() -> None:
    refuse_old_server(150000)
    with pytest.raises(ServerTooOld, match="PostgreSQL 14; PressZero needs 15 or later"):
        refuse_old_server(140019)
