"""What the pages of the desk cost, in small and large towns, and on the morning after everybody wrote the same.

    ./dev bench pages                     10,000 and 100,000 cases
    ./dev bench pages 10000 1000000       other sizes; a million takes some minutes to build, once
    ./dev bench pages --forget            take the kept towns away

The towns are copied in once and kept between runs, in a server of their own that keeps fsync. Each size is measured as it
is, and again after 130,000 near-identical new cases. CPU is that of this process and of the database's processes,
since a busy machine does not change it; milliseconds of the clock stand beside it. Python's own part is of one
process, over Django's test client: no front, no network.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.pages_rows import NIGHT_CASES, PHRASE, fill_night, fill_town
from benchmarks.town import set_up
from presszero.config.addresses import default_home, make_home
from presszero.processes.postgres import EmbeddedPostgres
from presszero.processes.postgres_address import ROLE

SIZES = (10_000, 100_000)
TURNS = 30
LIMIT_MS, TYPO_LIMIT_MS, LIMIT_KB = 50, 150, 100
SHAPE = "1"  # of the rows; another one builds the kept towns anew
_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Cost:
    """What one page took, in milliseconds a request, and its size in kilobytes."""

    own_ms: float
    database_ms: float
    clock_ms: float
    size_kb: float

    @property
    def cpu_ms(self) -> float:
        return self.own_ms + self.database_ms


def main(arguments: list[str]) -> int:
    """Measure every size; return 1 when a page costs more than its limit."""
    parser = argparse.ArgumentParser(prog="./dev bench pages", description=__doc__.splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="CASES")
    parser.add_argument("--forget", action="store_true", help="take the kept towns away")
    given = parser.parse_args(arguments)
    home = default_home("bench", os.environ)
    if given.forget:
        shutil.rmtree(home, ignore_errors=True)
        return 0
    over = []
    with EmbeddedPostgres(make_home(home)) as server:
        server.ask_as_keeper(f"ALTER ROLE {ROLE} CREATEDB")  # each town is a database of its own
        for cases in given.sizes:
            for night in (False, True):
                url = _kept_town(server.url(), cases, night)
                over += _measure_apart(
                    url, server, f"{cases:,} cases" + (", after the night" if night else "")
                )
    print("Over their limit: " + "; ".join(over) if over else "Every page is within its limit.")
    return 1 if over else 0


def _kept_town(server_url: str, cases: int, night: bool) -> str:
    """Return the URL of a town of this size, built when it is not kept yet."""
    name = f"pages_{SHAPE}_{_schema()}_{cases}"
    if not _is_there(server_url, name):
        began = time.perf_counter()
        _build(server_url, name, "template0", lambda: fill_town(cases), migrate=True)
        print(f"{cases:,} cases built in {time.perf_counter() - began:.0f} s", flush=True)
    if not night:
        return _named(server_url, name)
    if not _is_there(server_url, f"{name}_night"):
        began = time.perf_counter()
        _build(server_url, f"{name}_night", name, lambda: fill_night(cases), migrate=False)
        print(f"{NIGHT_CASES:,} more written in {time.perf_counter() - began:.0f} s", flush=True)
    return _named(server_url, f"{name}_night")


def _schema() -> str:
    """Name the tables as they are: a new migration builds the towns anew."""
    migrations = sorted(Path("src/presszero").glob("*/migrations/0*.py"))
    return f"{sum(len(one.name) * (place + 1) for place, one in enumerate(migrations))}"


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
                subprocess.run(
                    [sys.executable, "-m", "presszero", "migrate"], check=True, stdout=subprocess.DEVNULL
                )
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


def _measure_apart(url: str, server: EmbeddedPostgres, title: str) -> list[str]:
    """Measure one town in a process of its own; return what is over its limit."""
    told = Path(default_home("bench", os.environ)) / "over.txt"
    told.unlink(missing_ok=True)
    with _apart() as is_child:
        if is_child:
            _point_to(url)
            set_up()
            told.write_text("\n".join(_measured(title, _postmaster(server))))
    return [line for line in told.read_text().splitlines() if line]


def _postmaster(server: EmbeddedPostgres) -> int:
    return int((server.data / "postmaster.pid").read_text().splitlines()[0])


def _measured(title: str, postmaster: int) -> list[str]:
    print(f"\n{title}\n{'page':>34}   {'CPU':>7} = {'own':>6} + {'database':>8}   {'clock':>8}   {'size':>8}")
    over = []
    for name, ask in _pages():
        cost = _cost(ask, postmaster)
        limit = TYPO_LIMIT_MS if "slip" in name else LIMIT_MS
        is_over = cost.cpu_ms > limit or ("list" in name and cost.size_kb > LIMIT_KB)
        if is_over:
            over.append(f"{name} of {title}, {cost.cpu_ms:.0f} ms, {cost.size_kb:.0f} kB")
        print(
            f"{name:>34}   {cost.cpu_ms:5.1f} ms = {cost.own_ms:6.1f} + {cost.database_ms:8.1f}   "
            f"{cost.clock_ms:5.1f} ms   {cost.size_kb:5.1f} kB{'   over' if is_over else ''}",
            flush=True,
        )
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
    yield "search, a phrase", get(f"/desk/?q={quote(PHRASE)}")
    yield "search, only long ago", get("/desk/?q=wordold")
    yield "search, a reference", get(f"/desk/?q={old.reference}")
    yield "search, a name and a filter", get("/desk/?q=from:writer+state:open")
    yield "search, a word nobody wrote", get("/desk/?q=zeppelin&exactly=1")
    yield "search, a slip of the finger", get("/desk/?q=umbrela+wordfifty")


def _cost(ask: Callable[[int], Any], postmaster: int) -> Cost:
    """Ask TURNS times, after two that are not counted."""
    for turn in range(2):
        answer = ask(turn)
        if answer.status_code != 200:
            raise SystemExit(f"It answered {answer.status_code}: {answer.content[:300]!r}")
    clock: list[float] = []
    own, database = time.process_time(), _database_seconds(postmaster)
    for turn in range(TURNS):
        began = time.perf_counter()
        answer = ask(turn)
        clock.append(time.perf_counter() - began)
    own, database = time.process_time() - own, _database_seconds(postmaster) - database
    return Cost(
        own_ms=1000 * own / TURNS,
        database_ms=1000 * database / TURNS,
        clock_ms=1000 * statistics.median(clock),
        size_kb=len(answer.content) / 1000,
    )


def _database_seconds(postmaster: int) -> float:
    """Return the CPU of every process of the database's server."""
    ticks = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if postmaster in (int(fields[1]), int(folder.name)):
            ticks += int(fields[11]) + int(fields[12])
    return ticks / _TICKS_PER_SECOND


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
