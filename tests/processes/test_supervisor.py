"""One process over all others: start, readiness, restart, orderly and disorderly ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest

from presszero.processes.children import next_wait
from presszero.processes.orphans import server_processes
from presszero.processes.postgres import EmbeddedPostgres
from presszero.processes.ready import NeverReady, read_mark, wait_ready

PROGRAM = Path(__file__).with_name("supervised.py")
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def home(reachable_folder: Path) -> Path:
    return reachable_folder / "home"


@pytest.fixture
def start(home: Path) -> Iterator[Start]:
    """Start a supervisor over the named parts; by default with the database of this test run."""
    started: list[subprocess.Popen[str]] = []

    def begin(*names: str, **settings: str) -> subprocess.Popen[str]:
        given = os.environ | {"PRESSZERO_HOME": str(home), "PRESSZERO_PURPOSE": "production"} | settings
        command = [sys.executable, str(PROGRAM), "supervisor", *names]
        started.append(subprocess.Popen(command, env=given, stdout=subprocess.PIPE, text=True))
        return started[-1]

    yield begin
    for process in started:
        process.terminate()
        process.wait()
        assert process.stdout
        process.stdout.close()


def _said(process: subprocess.Popen[str]) -> str:
    """Stop a supervisor and return all it said."""
    process.send_signal(signal.SIGTERM)
    return process.communicate()[0]


def _wait_until(is_so: Callable[[], Any], patience_seconds: float = 120.0) -> None:
    until = time.monotonic() + patience_seconds
    while not is_so():
        assert time.monotonic() < until, "it never came to be"
        time.sleep(0.01)


def _lives(process: int) -> bool:
    return Path(f"/proc/{process}").exists()


def test_all_parts_ready_is_told_once_with_the_address(start: Start, home: Path) -> None:
    supervisor = start("front", "worker")
    facts = wait_ready(home, "up", supervisor.pid)
    assert facts["url"] == f"http://127.0.0.1:{facts['port']}/"
    assert read_mark(home, "front") is not None
    said = _said(supervisor)
    assert said.count(f"PressZero is ready: {facts['url']}") == 1
    assert supervisor.returncode == 0


def test_parts_are_told_the_database_and_the_port(start: Start, home: Path) -> None:
    supervisor = start("front")
    port = wait_ready(home, "up", supervisor.pid)["port"]
    facts = wait_ready(home, "front")
    assert facts["database"] == os.environ["DATABASE_URL"]
    assert facts["port"] == str(port) != "0"


def test_foreign_database_starts_no_server(start: Start, home: Path) -> None:
    supervisor = start("front")
    wait_ready(home, "up", supervisor.pid)
    assert not (home / "postgresql").exists()


def test_killed_part_is_started_again(start: Start, home: Path) -> None:
    supervisor = start("front", "worker")
    wait_ready(home, "up", supervisor.pid)
    first, other = wait_ready(home, "front")["pid"], wait_ready(home, "worker")["pid"]
    os.kill(first, signal.SIGKILL)
    _wait_until(lambda: (read_mark(home, "front") or {"pid": first})["pid"] != first)
    assert wait_ready(home, "worker")["pid"] == other
    assert "front     ended (SIGKILL); again in 0.2 s" in _said(supervisor)


def test_stop_is_in_reverse_order_and_leaves_no_mark(start: Start, home: Path) -> None:
    supervisor = start("front", "worker", "mail")
    wait_ready(home, "up", supervisor.pid)
    _said(supervisor)
    assert (home / "run" / "stops").read_text().split() == ["mail", "worker", "front"]
    assert not list((home / "run").glob("*.ready")) and not (home / "run" / "database").exists()


def test_part_that_will_not_end_is_ended(start: Start, home: Path) -> None:
    supervisor = start("deaf", STOP_SECONDS="0.5")
    wait_ready(home, "up", supervisor.pid)
    part = wait_ready(home, "deaf")["pid"]
    _said(supervisor)
    assert supervisor.returncode == 0 and not _lives(part)


def test_killed_supervisor_takes_parts_and_database_with_it(start: Start, home: Path) -> None:
    supervisor = start("front", "worker", DATABASE_URL="")
    wait_ready(home, "up", supervisor.pid)
    left = [wait_ready(home, name)["pid"] for name in ("front", "worker")]
    assert server_processes(home / "postgresql" / "data")
    supervisor.kill()
    _wait_until(lambda: not any(map(_lives, left)))
    _wait_until(lambda: not server_processes(home / "postgresql" / "data"))


def test_killed_database_is_started_again_and_the_parts_live_on(start: Start, home: Path) -> None:
    supervisor = start("front", DATABASE_URL="")
    wait_ready(home, "up", supervisor.pid)
    front = wait_ready(home, "front")["pid"]
    mark = home / "postgresql" / "data" / "postmaster.pid"
    first = _named_in(mark)
    os.kill(first, signal.SIGKILL)
    _wait_until(lambda: _named_in(mark) not in (0, first))
    with EmbeddedPostgres(home) as postgres:
        assert postgres.ask_as_keeper("SELECT 1") == "1"
    assert wait_ready(home, "front")["pid"] == front
    assert "database  ended by itself; started again" in _said(supervisor)
    assert not server_processes(home / "postgresql" / "data")


def _named_in(mark: Path) -> int:
    """Return the process that a server's mark names; 0 while there is none, or it is just being written."""
    with suppress(FileNotFoundError):
        return int(next(iter(mark.read_text().split()), "0"))
    return 0


@pytest.mark.long
def test_database_that_will_not_start_is_tried_again_until_it_does(start: Start, home: Path) -> None:
    supervisor = start("front", DATABASE_URL="")
    wait_ready(home, "up", supervisor.pid)
    settings = home / "postgresql" / "data" / "postgresql.conf"
    right = settings.read_text()
    settings.write_text("no_such_setting = on\n")
    os.kill(int((settings.parent / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    assert supervisor.stdout
    assert next(line for line in iter(supervisor.stdout.readline, "") if "Again in 0.2 s" in line)
    settings.write_text(right)
    _wait_until(lambda: supervisor.stdout and "database  PostgreSQL" in supervisor.stdout.readline())


def test_second_supervisor_of_one_home_is_refused(start: Start, home: Path) -> None:
    first = start("front")
    wait_ready(home, "up", first.pid)
    second = start("front")
    assert f"PressZero already runs from {home}" in second.communicate()[0]
    assert second.returncode == 1 and first.poll() is None


def test_failing_migration_stops_the_start(start: Start, home: Path) -> None:
    supervisor = start("front", DATABASE_URL="", MIGRATE="raise SystemExit(3)")
    assert "could not be brought up to date (exit 3)" in supervisor.communicate()[0]
    assert supervisor.returncode == 1
    assert not server_processes(home / "postgresql" / "data")


def test_work_that_finishes_is_not_started_again(start: Start, home: Path) -> None:
    supervisor = start("front", "once")
    wait_ready(home, "up", supervisor.pid)
    assert supervisor.stdout
    lines = iter(supervisor.stdout.readline, "")
    said = [next(line for line in lines if line.startswith("once")) for _ in range(2)]
    assert said[1] == "once      finished\n"
    assert "once" not in _said(supervisor)


def test_usual_port_taken_gives_one_from_the_system(start: Start, home: Path) -> None:
    with ExitStack() as held:
        # Refused only when somebody has the port already, which is the same situation.
        with suppress(OSError):
            held.enter_context(socket.create_server(("127.0.0.1", 8000)))
        supervisor = start("front", PRESSZERO_PORT="")
        assert wait_ready(home, "up", supervisor.pid)["port"] != 8000


def test_named_port_taken_is_refused(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        supervisor = start("front", PRESSZERO_PORT=port)
        assert f"Port {port} on 127.0.0.1 is taken" in supervisor.communicate()[0]
    assert supervisor.returncode == 1


def test_supervisor_loads_no_django_and_no_driver() -> None:
    program = "import sys, presszero.commands.up; print([n for n in ('django', 'psycopg', 'asyncio') if n in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", program], text=True) == "[]\n"


def test_waits_grow_to_ten_seconds_and_begin_anew_after_a_calm_life() -> None:
    waits = [0.0]
    for _ in range(8):
        waits.append(next_wait(waits[-1], lived_seconds=1.0))
    assert waits[1:] == [0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10.0, 10.0]
    assert next_wait(10.0, lived_seconds=30.0) == 0.2


def test_mark_of_an_earlier_process_is_not_taken_for_ready(home: Path) -> None:
    (home / "run").mkdir(parents=True)
    (home / "run" / "front.ready").write_text('{"pid": 1}')
    assert wait_ready(home, "front", 1) == {"pid": 1}
    with pytest.raises(NeverReady, match="front was not ready"):
        wait_ready(home, "front", 2, patience_seconds=0.05)
