"""What the pages of the desk cost, in small and large towns, and on the morning after everybody wrote the same.

    ./dev bench pages                     10,000 and 100,000 cases
    ./dev bench pages 10000 1000000       other sizes; a million is built once, in a quarter of an hour at most
    ./dev bench pages --only phrase       only the pages whose name says so, without anything beside them
    ./dev bench pages --forget            take the kept towns away

The towns are copied in once and kept between runs, in a server of their own that keeps fsync; a later run brings their tables up to date. Each size is measured as it
is, and again after 130,000 near-identical new cases. CPU is that of this process and of the database's processes;
milliseconds of the clock stand beside it. Python's own part is of one process, over Django's test client: no front, no
network. On a busy machine CPU grows too, since cores share caches; how much is told by a fixed piece of work.

Beside it, in the same run: django-helpdesk with the same letters in the same server, and how long after a commit 500
screens that listen hear of it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.invented_letters import NIGHT_CASES, PHRASES
from benchmarks.page_cost import HEAD, Cost, cost_of, fixed_work_ms
from benchmarks.pages_rows import fill_night, fill_town
from benchmarks.peers import ask_peer
from benchmarks.town import set_up
from presszero.config.addresses import default_home, make_home
from presszero.processes.postgres import EmbeddedPostgres
from presszero.processes.postgres_address import ROLE

SIZES = (10_000, 100_000)
TURNS = 30
LIMIT_MS, TYPO_LIMIT_MS, LIMIT_KB, LIVE_LIMIT_MS = 50, 150, 100, 150
SHAPE = "4"  # of the rows; another one builds the kept towns anew


def main(arguments: list[str]) -> int:
    """Measure every size; return 1 when a page costs more than its limit."""
    parser = argparse.ArgumentParser(prog="./dev bench pages", description=__doc__.splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="CASES")
    parser.add_argument("--forget", action="store_true", help="take the kept towns away")
    parser.add_argument("--only-build", action="store_true", help="build the towns and measure nothing")
    parser.add_argument("--no-peer", action="store_true", help="without django-helpdesk beside it")
    parser.add_argument("--no-listeners", action="store_true", help="without the 500 listeners")
    parser.add_argument("--only", default="", metavar="WORDS", help="only pages whose name holds these words")
    given = parser.parse_args(arguments)
    home = default_home("bench", os.environ)
    if given.forget:
        shutil.rmtree(home, ignore_errors=True)
        return 0
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start.", flush=True)
    over = []
    with EmbeddedPostgres(make_home(home)) as server:
        server.ask_as_keeper(f"ALTER ROLE {ROLE} CREATEDB")  # each town is a database of its own
        # Fewer checkpoints while a million cases are copied in; each commit still reaches the disk.
        server.ask_as_keeper("ALTER SYSTEM SET max_wal_size = '8GB'")
        server.ask_as_keeper("SELECT pg_reload_conf()")
        server.ask_as_keeper(f"GRANT SET ON PARAMETER session_replication_role TO {ROLE}")
        for cases in given.sizes:
            for night in (False, True):
                url = _kept_town(server.url(), cases, night)
                if given.only_build:
                    continue
                title = f"{cases:,} cases" + (", after the night" if night else "")
                over += _in_a_process(url, partial(_measured, title, _postmaster(server), given.only))
            if given.only_build or given.only:
                continue
            if not given.no_peer:
                _measure_peer(server, cases)
            if not given.no_listeners:
                over += _in_a_process(url, partial(_heard, url, cases))
    print("Over their limit: " + "; ".join(over) if over else "Everything is within its limit.")
    return 1 if over else 0


def _heard(url: str, cases: int) -> list[str]:
    from benchmarks.pages_live import measure_live

    return measure_live(url, f"{cases:,} cases, after the night", LIVE_LIMIT_MS)


def _measure_peer(server: EmbeddedPostgres, cases: int) -> None:
    """Print what django-helpdesk's pages cost over as many tickets, in a database of the same server."""
    name = f"pages_{SHAPE}_helpdesk_{cases}"
    if not _is_there(server.url(), name):
        with psycopg.connect(server.url(), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
    asked = {
        "url": _named(server.url(), name),
        "cases": cases,
        "postmaster": _postmaster(server),
        "turns": 3,
    }
    found = ask_peer("peers_helpdesk", asked)
    if found is None:
        return
    print(
        f"\ndjango-helpdesk, {cases:,} tickets; a fixed piece of work takes {fixed_work_ms():.0f} ms\n{HEAD}"
    )
    for page, cost in found.items():
        print(Cost(**cost).line(page) if isinstance(cost, dict) else f"{page:>40}   {cost}")


def _kept_town(server_url: str, cases: int, night: bool) -> str:
    """Return the URL of a town of this size, built when it is not kept yet, its tables as they are now."""
    name = f"pages_{SHAPE}_{cases}"
    if not _is_there(server_url, name):
        began = time.perf_counter()
        _build(server_url, name, "template0", lambda: fill_town(cases), migrate=True)
        print(f"{cases:,} cases built in {time.perf_counter() - began:.0f} s", flush=True)
    if not night:
        return _up_to_date(_named(server_url, name))
    if not _is_there(server_url, f"{name}_night"):
        began = time.perf_counter()
        _build(server_url, f"{name}_night", name, lambda: fill_night(cases), migrate=False)
        print(f"{NIGHT_CASES:,} more written in {time.perf_counter() - began:.0f} s", flush=True)
    return _up_to_date(_named(server_url, f"{name}_night"))


def _up_to_date(url: str) -> str:
    """Bring a kept town's tables up to date, as an installation's are, and return its URL."""
    with _apart() as is_child:
        if is_child:
            _point_to(url)
            _migrate()
    return url


def _migrate() -> None:
    subprocess.run([sys.executable, "-m", "presszero", "migrate"], check=True, stdout=subprocess.DEVNULL)


def _is_there(server_url: str, name: str) -> bool:
    with psycopg.connect(server_url, autocommit=True) as connection:
        return bool(connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone())


def _build(server_url: str, name: str, template: str, fill: Callable[[], None], *, migrate: bool) -> None:
    """Make a database under another name and give it its own when it is whole."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}_unfinished" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}_unfinished" TEMPLATE "{template}"')
    with _apart() as is_child:
        if is_child:
            _point_to(_named(server_url, f"{name}_unfinished"))
            if migrate:
                _migrate()
            set_up()
            fill()
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{name}_unfinished" RENAME TO "{name}"')


@contextmanager
def _apart() -> Iterator[bool]:
    """Do the body in a process of its own, since Django is set up on one database for good; yield whether this is it."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        if status:
            raise SystemExit("That part failed; its words stand above.")
        yield False
        return
    code = 1
    try:
        yield True
        code = 0
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


def _point_to(url: str) -> None:
    os.environ |= {
        "DATABASE_URL": url,
        "PRESSZERO_HOME": str(default_home("bench", os.environ)),
        "PRESSZERO_PURPOSE": "test",
        "PRESSZERO_RESOLVER": "none",
    }


def _named(url: str, database: str) -> str:
    from tests.cluster import named

    return named(url, database)


def _in_a_process(url: str, measure: Callable[[], list[str]]) -> list[str]:
    """Measure one town in a process of its own; return what is over its limit."""
    told = Path(default_home("bench", os.environ)) / "over.txt"
    told.unlink(missing_ok=True)
    with _apart() as is_child:
        if is_child:
            _point_to(url)
            set_up()
            told.write_text("\n".join(measure()))
    return [line for line in told.read_text().splitlines() if line]


def _postmaster(server: EmbeddedPostgres) -> int:
    return int((server.data / "postmaster.pid").read_text().splitlines()[0])


def _measured(title: str, postmaster: int, only: str) -> list[str]:
    print(f"\n{title}; a fixed piece of work takes {fixed_work_ms():.0f} ms of CPU\n{HEAD}")
    over = []
    for name, ask in (page for page in _pages() if only in page[0]):
        cost = cost_of(ask, postmaster, turns=TURNS)
        limit = TYPO_LIMIT_MS if "slip" in name else LIMIT_MS
        is_over = cost.cpu_ms > limit or ("list" in name and cost.size_kb > LIMIT_KB)
        if is_over:
            over.append(f"{name} of {title}, {cost.cpu_ms:.0f} ms, {cost.size_kb:.0f} kB")
        print(cost.line(name, "over" if is_over else ""), flush=True)
    return over


def _pages() -> Iterator[tuple[str, Callable[[int], Any]]]:
    """Yield each page's name and what asks for it; the turn varies what is asked where it can."""
    from urllib.parse import quote

    from django.test import Client

    from presszero.cases.models import Case
    from presszero.inbox.lists import inbox_page
    from presszero.organisation.models import Worker

    worker = Worker.objects.get(name="Tomas Vell")
    client = Client(SERVER_NAME="localhost")
    client.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = inbox_page(by=worker.actor, view="team")
    for _ in range(20):
        page = inbox_page(by=worker.actor, view="team", after=page.next_after) if page.next_after else page
    lead = Client(SERVER_NAME="localhost")
    lead.force_login(
        Worker.objects.get(name="Noor Halvane"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    ids = list(
        Case.objects.filter(team__in=worker.teams.all()).order_by("-id").values_list("id", flat=True)[:TURNS]
    )
    old = Case.objects.filter(team__in=worker.teams.all()).earliest("id")

    def get(address: str) -> Callable[[int], Any]:
        return lambda turn: client.get(address)

    yield "list, mine", get("/desk/?view=mine")
    yield "list, my teams", get("/desk/?view=team")
    yield "list, 20 pages on", get(f"/desk/?view=team&after={quote(page.next_after)}")
    yield "list, closed", get("/desk/?view=closed")
    yield "dashboard", get("/desk/day/")
    yield "dashboard of a lead", lambda turn: lead.get("/desk/day/")
    yield "case", lambda turn: client.get(f"/desk/cases/{ids[turn % len(ids)]}/")
    yield "search, in every third case", get("/desk/?q=umbrella")
    yield "search, in one of 50", get("/desk/?q=wordfifty")
    yield "search, in one of 5,000", get("/desk/?q=wordrare")
    yield "search, two words", get("/desk/?q=umbrella+wordfifty")
    for name, phrase in PHRASES.items():
        yield f"search, {name}", get(f"/desk/?q={quote(phrase)}&exactly=1")
    yield "search, only long ago", get("/desk/?q=wordold")
    yield "search, a reference", get(f"/desk/?q={old.reference}")
    yield "search, a name and a filter", get("/desk/?q=from:writer+state:open")
    yield "search, a word nobody wrote", get("/desk/?q=zeppelin&exactly=1")
    yield "search, a slip of the finger", get("/desk/?q=umbrela+wordfifty")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
