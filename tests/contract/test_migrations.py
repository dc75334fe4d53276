"""The tables come to be on either server, once and again, and hold what the models say."""

from __future__ import annotations

from io import StringIO

from django.core.management import call_command
from tests.contract.servers import Server, migrate, rows

TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
SHAPE = (
    "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns"
    " WHERE table_schema = 'public' ORDER BY 1, 2"
)
DONE = "SELECT app, name, applied FROM django_migrations ORDER BY id"


def test_empty_database_gets_every_table_and_a_second_run_changes_nothing(server: Server) -> None:
    url = server.new_database()
    assert rows(url, TABLES) == [(0,)]
    migrate(url)
    shape, done = rows(url, SHAPE), rows(url, DONE)
    assert {"ground_record", "cases_case", "email_outgoing"} <= {row[0] for row in shape}
    migrate(url)
    assert (rows(url, SHAPE), rows(url, DONE)) == (shape, done)


def test_no_migration_is_missing(house: str) -> None:
    said = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=said)
    assert "No changes detected" in said.getvalue()


def test_no_extension_is_needed(server: Server, migrated_there: str) -> None:
    url = server.new_database(migrated_there)
    assert rows(url, "SELECT extname FROM pg_extension") == [("plpgsql",)]
