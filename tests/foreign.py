"""A PostgreSQL of another make for the tests: the machine's own, in a private folder, gone with the run.

As a plugin it gives `foreign_url`. As a command it runs another with PRESSZERO_TEST_DATABASE_URL set:

    python -m tests.foreign python -m pytest
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from presszero.processes.parting import ends_with_parent
from presszero.processes.ports import free_port
from presszero.processes.postgres_files import server_account

OLDEST = 15
WHERE = "/usr/lib/postgresql"
KEEPER, ROLE, PASSWORD = "keeper", "foreigner", "foreign-but-welcome"
PATIENCE_SECONDS = 120
NONE_HERE = (
    f"There is no PostgreSQL {OLDEST} or later in {WHERE}: install one (on Debian: apt-get install postgresql), "
    "or name a server in PRESSZERO_TEST_FOREIGN_URL whose role may make databases."
)
# Its sort order and its capitals are a language's, unlike the embedded server's; nobody waits for its disk.
MADE_WITH = ("--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en", "--no-sync")
RUN_WITH = {"fsync": "off", "full_page_writes": "off", "shared_buffers": "64MB", "max_connections": "100"}


class NoForeignServer(Exception):
    """No other PostgreSQL can be had here; the sentence says what to do."""


def programs() -> Path | None:
    """Return the folder of the newest PostgreSQL that this machine has, or None."""
    found = {
        int(folder.parent.name): folder
        for folder in Path(WHERE).glob("*/bin")
        if folder.parent.name.isdigit() and (folder / "initdb").exists()
    }
    return found[max(found)] if found and max(found) >= OLDEST else None


@contextmanager
def foreign_server() -> Iterator[str]:
    """Give the URL of a foreign server: the one that is named, else one started here and ended afterwards.

    Raises NoForeignServer.
    """
    if named := os.environ.get("PRESSZERO_TEST_FOREIGN_URL"):
        yield named
        return
    bin_folder = programs()
    if bin_folder is None:
        raise NoForeignServer(NONE_HERE)
    folder = Path(tempfile.mkdtemp(prefix="presszero-foreign-"))
    try:
        with _running(bin_folder, folder) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(bin_folder: Path, folder: Path) -> Iterator[str]:
    account = _account(folder)
    _make(bin_folder, folder, account)
    server, where = _started(bin_folder, folder, account)
    try:
        with psycopg.connect(f"postgresql://{KEEPER}:{where}") as connection:
            # What a managed server gives: no superuser.
            connection.execute(f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{PASSWORD}'")
        yield f"postgresql://{ROLE}:{where}"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(PATIENCE_SECONDS)


def _started(bin_folder: Path, folder: Path, account: dict[str, Any]) -> tuple[subprocess.Popen[bytes], str]:
    """Start the server at a free port; somebody else may take that first, and then it is another one."""
    for last in (False, False, True):
        port = free_port("127.0.0.1")
        options = RUN_WITH | {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "port": str(port),
        }
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [bin_folder / "postgres", "-D", folder / "data", *(f"--{k}={v}" for k, v in options.items())],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=ends_with_parent(signal.SIGINT),
                **account,
            )
        where = f"{PASSWORD}@127.0.0.1:{port}/postgres"
        try:
            _await_answer(server, f"postgresql://{KEEPER}:{where}", folder / "log")
            return server, where
        except NoForeignServer:
            server.kill()
            server.wait(PATIENCE_SECONDS)
            if last or "Address already in use" not in (folder / "log").read_text(errors="replace"):
                raise
    raise AssertionError("the last try ends in an answer or in NoForeignServer")


def _account(folder: Path) -> dict[str, Any]:
    """Return as whom the server runs, and give them the folder: PostgreSQL refuses to run as root."""
    plain: dict[str, Any] = {"cwd": "/", "env": {"PATH": os.defpath, "LC_ALL": "C"}}
    if os.geteuid() != 0:
        return plain
    try:
        entry = pwd.getpwnam("postgres")
        user, group = entry.pw_uid, entry.pw_gid
    except KeyError:
        own = server_account()
        assert own is not None  # root always has one
        user, group = own.user, own.group
    os.chown(folder, user, group)
    return plain | {"user": user, "group": group, "extra_groups": []}


def _make(bin_folder: Path, folder: Path, account: dict[str, Any]) -> None:
    words = folder / "password"
    words.write_text(PASSWORD)
    if "user" in account:
        os.chown(words, account["user"], account["group"])
    making = [bin_folder / "initdb", "-D", folder / "data", "-U", KEEPER, f"--pwfile={words}", *MADE_WITH]
    done = subprocess.run(
        [*making, "--auth=scram-sha-256"], capture_output=True, text=True, check=False, **account
    )
    if done.returncode:
        raise NoForeignServer(f"The PostgreSQL in {bin_folder} made no database: {done.stderr.strip()}")


def _await_answer(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            psycopg.connect(url, connect_timeout=5).close()
            return
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > until:
                raise NoForeignServer(
                    f"The foreign PostgreSQL did not start ({error}): {log.read_text(errors='replace')[-500:]}"
                ) from error
            time.sleep(0.05)


@pytest.fixture(scope="session")
def foreign_url() -> Iterator[str]:
    """The URL of a PostgreSQL of another make, or a skip that says how to get one."""
    with _or_skip() as url:
        yield url


@contextmanager
def _or_skip() -> Iterator[str]:
    if programs() is None and not os.environ.get("PRESSZERO_TEST_FOREIGN_URL"):
        pytest.skip(NONE_HERE)
    with foreign_server() as url:
        yield url


def main(command: list[str]) -> int:
    """Run a command whose tests use a foreign server; return how it ended."""
    signal.signal(
        signal.SIGTERM, lambda number, _frame: sys.exit(128 + number)
    )  # the server and its folder go too
    try:
        with foreign_server() as url:
            return subprocess.run(
                command, env=os.environ | {"PRESSZERO_TEST_DATABASE_URL": url}, check=False
            ).returncode
    except NoForeignServer as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
