"""Keys to the API, made and revoked from the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import psycopg


def _presszero(database_url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "presszero", *arguments],
        env=os.environ | {"DATABASE_URL": database_url},
        capture_output=True,
        text=True,
        check=False,
    )


def _hire(database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO organisation_worker (password, email, name, kind, role, presence, title, language,"
            " languages, single_keys, is_active, factor_due, joined_at) VALUES ('!', 'tomas@portlumen.example', 'Tomas Vell', 'person',"
            " 'agent', 'here', '', 'en', '[]', true, true, false, '2025-07-13T06:00Z')"
        )


def test_key_is_printed_once_listed_without_it_and_revoked(migrated_database: str) -> None:
    _hire(migrated_database)
    made = _presszero(
        migrated_database, "token", "make", "--worker", "tomas@portlumen.example", "--name", "nightly"
    )
    assert made.returncode == 0, made.stderr
    key = made.stdout.strip()
    assert len(key) == 26
    (listed,) = json.loads(_presszero(migrated_database, "token", "list", "--json").stdout)
    assert (listed["worker"], listed["name"], listed["revoked_at"]) == (
        "tomas@portlumen.example",
        "nightly",
        None,
    )
    assert key not in json.dumps(listed)
    revoked = json.loads(_presszero(migrated_database, "token", "revoke", str(listed["id"]), "--json").stdout)
    assert revoked["revoked_at"]


def test_key_for_nobody_is_refused_in_a_sentence(migrated_database: str) -> None:
    refused = _presszero(migrated_database, "token", "make", "--worker", "nobody@x.example", "--name", "x")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "nobody@x.example" in refused.stderr


def test_token_without_an_act_is_wrong_usage() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "presszero", "token"], capture_output=True, text=True, check=False
    )
    assert told.returncode == 2
