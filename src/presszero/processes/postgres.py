"""The embedded PostgreSQL: made, started, shared and stopped here. It trusts nobody without a password."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from presszero.config.addresses import make_home
from presszero.processes.locks import alone, share, take_if_free
from presszero.processes.orphans import end_processes, server_processes
from presszero.processes.parting import ends_with_parent
from presszero.processes.postgres_address import KEEPER, ROLE, ServerAddress
from presszero.processes.postgres_files import MAJOR, Account, programs_folder, server_account
from presszero.pure.errors import PressZeroError

LOG_BYTES = 1_000_000

SETTINGS = {
    "jit": "off",
    "shared_buffers": "64MB",
    "max_connections": "100",
    "wal_compression": "on",
    # Helpers that only sit and wait cost memory each.
    "io_method": "sync",
    "max_logical_replication_workers": "0",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Errors name values of rows: they belong to whoever asked, not in a log.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


class DatabaseWillNotStart(PressZeroError):
    """The embedded server cannot be made or started; the sentence says why and what to do."""


class EmbeddedPostgres:
    """One server for one state folder. Starters of the same folder share it; the last to stop ends it.

    home: the state folder; the server's own files lie in home/postgresql.
    fast_and_loose: no fsync, for tests only; commits are still in order.
    transport: "unix" (a socket in a folder) or "tcp" (127.0.0.1, a port from the system); None takes the
    socket unless its path would be too long.
    """

    def __init__(self, home: Path, *, fast_and_loose: bool = False, transport: str | None = None) -> None:
        self.home = home
        self.folder = home / "postgresql"
        self.data = self.folder / "data"
        self.fast_and_loose = fast_and_loose
        self.address = ServerAddress(self.folder, transport)
        self.process: subprocess.Popen[bytes] | None = None
        self._account: Account | None = None
        self._use: IO[str] | None = None
        self._called_off: Callable[[], bool] = lambda: False

    def __enter__(self) -> EmbeddedPostgres:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(
        self,
        *,
        own: bool = False,
        patience_seconds: float = 120.0,
        called_off: Callable[[], bool] = lambda: False,
    ) -> None:
        """Start the server, or join the one that already answers.

        own: it becomes a child that ends with this process; waits until nobody else uses the folder.
        called_off: asked while waiting; True ends the start.

        Raises DatabaseWillNotStart, NoDatabaseProgram.
        """
        self._called_off = called_off
        self._prepare_folders()
        if own:
            self._leave()
            self._wait_for_others(patience_seconds)
        with alone(self.folder / "start.lock"):
            self._await_the_undecided()
            if own and self.is_answering():
                self._end_server()
            if not self.is_answering():
                self._start_server(own, patience_seconds)
            self._use = self._use or share(self.folder / "use.lock")

    def stop(self) -> None:
        """Leave the server; the last one to leave ends it."""
        if not self.folder.is_dir():
            return
        with alone(self.folder / "start.lock"):
            self._leave()
            if unused := take_if_free(self.folder / "use.lock"):
                self._end_server()
                unused.close()

    def shut_down(self) -> None:
        """End the server, whoever else uses it."""
        if not self.folder.is_dir():
            return
        with alone(self.folder / "start.lock"):
            self._end_server()
            self._leave()

    def is_running(self) -> bool:
        """Whether the server started by this object still runs."""
        return self.process is not None and self.process.poll() is None

    def is_answering(self) -> bool:
        """Whether a server takes connections here: asked by connecting, since a pid proves nothing."""
        if not self.data.is_dir() or not self.address.is_chosen():
            return False
        where = [*self.address.arguments(), "-d", "postgres", "-t", "3"]
        return self._run("pg_isready", *where, as_server=False).returncode == 0

    def url(self, database: str = ROLE, role: str = ROLE) -> str:
        """Return a DATABASE_URL for `database`, signed in as the application (or as KEEPER)."""
        return self.address.url(database, role)

    def ask_as_keeper(self, statements: str, database: str = "postgres") -> str:
        """Run SQL as the superuser and return what it says, one value a line.

        Raises DatabaseWillNotStart when a statement fails.
        """
        where = [*self.address.arguments(), "-U", KEEPER, "-d", database]
        # Statements go in by a pipe: they may hold passwords, and arguments are seen by everyone.
        done = self._run(
            "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", *where,
            as_server=False, words=statements, environment={"PGPASSWORD": self.address.password(KEEPER)},
        )  # fmt: skip
        if done.returncode:
            raise DatabaseWillNotStart(f"The database refused a setup step: {done.stderr.strip()}")
        return done.stdout.strip()

    # Making and starting

    def _prepare_folders(self) -> None:
        self._account = server_account()
        make_home(self.home)
        self.folder.mkdir(exist_ok=True)
        self.folder.chmod(0o711 if self._account else 0o700)
        self._refuse_a_closed_way()
        self._own_folder(self.address.socket_folder, 0o755)

    def _own_folder(self, folder: Path, mode: int) -> None:
        folder.mkdir(exist_ok=True)
        folder.chmod(mode)
        if self._account:
            os.chown(folder, self._account.user, self._account.group)

    def _refuse_a_closed_way(self) -> None:
        """Say so when the system user cannot reach the data; no folder of others is opened for it."""
        if not self._account:
            return
        step = subprocess.run(["test", "-x", self.folder], check=False, **_as_account(self._account))
        if step.returncode:
            raise DatabaseWillNotStart(
                f"The system user {self._account.name} cannot enter {self.folder}, because a folder above it is "
                "closed to others. Set PRESSZERO_HOME to a folder outside, such as one below /var/lib/presszero."
            )

    def _wait_for_others(self, patience_seconds: float) -> None:
        until = time.monotonic() + patience_seconds
        while (free := take_if_free(self.folder / "use.lock")) is None:
            if self._called_off() or time.monotonic() > until:
                raise DatabaseWillNotStart(
                    f"Another command has used the database in {self.folder} for more than "
                    f"{patience_seconds:.0f} seconds; end it and start again."
                )
            time.sleep(0.05)
        free.close()

    def _start_server(self, own: bool, patience_seconds: float) -> None:
        if not self.data.is_dir():
            self._make_cluster()
        self._refuse_another_version()
        end_processes(self.data)
        self._remove_stale_marks()
        self._launch(own)
        self._await_answer(patience_seconds)
        self._set_up_role()

    def _make_cluster(self) -> None:
        """Make the data folder beside its place and move it there whole: a kill leaves nothing half made."""
        draft = self.folder / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        self._own_folder(draft, 0o700)
        self.address.make_passwords()
        with tempfile.NamedTemporaryFile("w", dir=self.folder) as words:
            words.write(self.address.password(KEEPER))
            words.flush()
            if self._account:
                os.chown(words.name, self._account.user, self._account.group)
            done = self._run(
                "initdb", "--pgdata", str(draft), "--username", KEEPER, "--pwfile", words.name,
                "--auth-local=scram-sha-256", "--auth-host=scram-sha-256", "--data-checksums", "--encoding=UTF8",
                "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
                *(["--no-sync"] if self.fast_and_loose else []),
            )  # fmt: skip
        if done.returncode:
            raise DatabaseWillNotStart(f"A new database could not be made: {done.stderr.strip()}")
        draft.rename(self.data)

    def _refuse_another_version(self) -> None:
        version = (self.data / "PG_VERSION").read_text().strip()
        if version != str(MAJOR):
            raise DatabaseWillNotStart(
                f"The data in {self.data} was written by PostgreSQL {version}, and this PressZero carries {MAJOR}. "
                f"Start the PressZero that carried {version}, dump with its `pg_dump --format=custom "
                f"--file=presszero.dump`, stop it and move the folder away; then start this one and restore with "
                f"`pg_restore --dbname=<its database> presszero.dump`."
            )

    def _await_the_undecided(self, patience_seconds: float = 30.0) -> None:
        """Let a server that is on its way up or down get there, before anything of it is called an orphan."""
        until = time.monotonic() + patience_seconds
        while self._postmaster() and not self.is_answering() and time.monotonic() < until:
            time.sleep(0.05)

    def _remove_stale_marks(self) -> None:
        # Read by nobody any more: every process of this folder is gone, and a pid may be another's by now.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        for mark in self.address.socket_folder.iterdir():
            mark.unlink(missing_ok=True)

    def _launch(self, own: bool) -> None:
        log = self._log()
        settings = SETTINGS | self.address.choose()
        if self.fast_and_loose:
            settings |= {"fsync": "off", "full_page_writes": "off"}
        options = [f"--{name}={value}" for name, value in settings.items()]
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [programs_folder() / "postgres", "-D", self.data, *options],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=ends_with_parent(signal.SIGINT) if own else None,
                **_as_account(self._account),
            )

    def _await_answer(self, patience_seconds: float) -> None:
        until = time.monotonic() + patience_seconds
        while not self.is_answering():
            left = self.process is None or self.process.poll() is not None
            if left or self._called_off() or time.monotonic() > until:
                self._end_server()
                words = self._log().read_text(errors="replace").strip().splitlines()[-5:]
                raise DatabaseWillNotStart(
                    f"The embedded database in {self.folder} did not start. Its last words: {' | '.join(words)}"
                )
            time.sleep(0.01)

    def _set_up_role(self) -> None:
        making = "CREATEDB" if self.fast_and_loose else "NOCREATEDB"
        # Nothing in these statements comes from outside: two constants and a password of our own making.
        self.ask_as_keeper(
            f"SELECT 'CREATE ROLE {ROLE} LOGIN PASSWORD ''{self.address.password(ROLE)}'' {making}' "  # noqa: S608
            f"WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{ROLE}') \\gexec\n"
            f"SELECT 'CREATE DATABASE {ROLE} OWNER {ROLE}' "
            f"WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{ROLE}') \\gexec\n"
        )

    # Ending

    def _leave(self) -> None:
        if self._use:
            self._use.close()
            self._use = None

    def _end_server(self, patience_seconds: float = 30.0) -> None:
        """Ask the server to end (sessions are cut, what was committed stays), then make it."""
        until = time.monotonic() + patience_seconds
        if postmaster := self._postmaster():
            os.kill(postmaster, signal.SIGINT)
        while self._postmaster() and time.monotonic() < until:
            time.sleep(0.01)
        end_processes(self.data)
        if self.process:
            self.process.wait()
            self.process = None

    def _postmaster(self) -> int | None:
        """Return the id of the living postmaster of this folder, or None."""
        if self.process and self.is_running():
            return self.process.pid
        try:
            named = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None
        return named if named in server_processes(self.data) else None

    # Knowing

    def _log(self) -> Path:
        log = self.folder / "log"
        if log.exists() and log.stat().st_size > LOG_BYTES:
            log.replace(self.folder / "log.before")
        log.touch(mode=0o600)
        return log

    def _run(
        self,
        program: str,
        *arguments: str,
        as_server: bool = True,
        words: str | None = None,
        environment: dict[str, str] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        account = _as_account(self._account if as_server else None)
        account["env"] |= environment or {}
        command = [str(programs_folder() / program), *arguments]
        return subprocess.run(
            command, input=words or "", capture_output=True, text=True, check=False, **account
        )


def _as_account(account: Account | None) -> dict[str, Any]:
    """Return how to start a program of the server: as its user, from /, with an environment of its own."""
    how: dict[str, Any] = {"cwd": "/", "env": {"PATH": os.defpath, "LC_ALL": "C"}}
    if account:
        how |= {"user": account.user, "group": account.group, "extra_groups": []}
    return how
