"""`presszero demo`: the demo town."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import nullcontext

from presszero.commands.parsing import command_parser
from presszero.commands.up import say
from presszero.config.addresses import Addresses, from_environment, make_home
from presszero.processes.children import Plan
from presszero.processes.locks import take_if_free
from presszero.processes.ports import free_port
from presszero.processes.postgres import EmbeddedPostgres
from presszero.processes.supervisor import Supervisor
from presszero.pure.errors import PressZeroError

REPLAY = Plan("replay", (sys.executable, "-m", "presszero.demo.replay"), marks_ready=False, may_finish=True)


class CannotStartAnew(PressZeroError):
    """--fresh would take away what is no demo, or what is in use; the sentence says which."""


def main(arguments: list[str]) -> int:
    """Run the demo until SIGTERM or Ctrl-C; the evening is replayed once everything is ready."""
    parser = command_parser(
        "demo",
        "Run Port Lumen: an invented town, its evening replayed through the real doors. "
        "No mail leaves this machine. The second time it goes on as it was left.",
        "presszero demo",
    )
    parser.add_argument("--fresh", action="store_true", help="forget the town and begin the evening again")
    asked = parser.parse_args(arguments)
    os.environ |= {
        "PRESSZERO_PURPOSE": "demo",
        "PRESSZERO_POST_OFFICE": "yes",
        "PRESSZERO_RELAY": f"127.0.0.1:{free_port('127.0.0.1')}",
        "PRESSZERO_MAIL_DOMAIN": "portlumen.example",
        "PRESSZERO_RESOLVER": "none",
        "PRESSZERO_LOG": os.environ.get("PRESSZERO_LOG") or "warning",
    }
    addresses = from_environment()
    if asked.fresh:
        start_anew(addresses)
    return Supervisor(addresses, afterwards=(REPLAY,), first_page="demo/", say=say).run()


def start_anew(addresses: Addresses) -> None:
    """Empty the demo's database and files, so that the town is built again.

    Raises CannotStartAnew: the demo runs, or the database is not a demo's.
    """
    home = make_home(addresses.home)
    lock = take_if_free(home / "run" / "up.lock")
    if lock is None:
        raise CannotStartAnew(f"The demo runs from {home}; stop it first, then start it with --fresh.")
    server = nullcontext() if addresses.database_url else EmbeddedPostgres(home)
    with lock, server as embedded:
        _empty(embedded.url() if embedded else addresses.database_url or "")
        for folder in ("files",):
            shutil.rmtree(home / folder, ignore_errors=True)
    say("demo      begins anew")


def _empty(url: str) -> None:
    """Drop all tables of a demo's database. Raises CannotStartAnew."""
    import psycopg

    try:
        with psycopg.connect(url, autocommit=True, connect_timeout=10) as database:
            made = database.execute("SELECT to_regclass('ground_installation')").fetchone() != (None,)
            rows = database.execute("SELECT purpose FROM ground_installation").fetchall() if made else []
            _refuse_others([str(row[0]) for row in rows])
            database.execute("DROP SCHEMA public CASCADE")
            database.execute("CREATE SCHEMA public")
    except psycopg.OperationalError as error:
        raise CannotStartAnew(f"The demo's database cannot be used: {error}") from error


def _refuse_others(purposes: list[str]) -> None:
    for purpose in purposes:
        if purpose != "demo":
            raise CannotStartAnew(
                f"This database belongs to a {purpose} installation; --fresh empties a demo's only. "
                "Set PRESSZERO_HOME or DATABASE_URL to the demo's."
            )
