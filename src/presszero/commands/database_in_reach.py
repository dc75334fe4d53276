"""How a command run by hand finds the database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from presszero.config.addresses import Addresses, from_environment
from presszero.processes.locks import take_if_free
from presszero.processes.postgres import EmbeddedPostgres
from presszero.pure.errors import PressZeroError


class NoDatabase(PressZeroError):
    """A part was started by itself, and nothing says where the database is."""


def settle_surroundings() -> Addresses:
    """Read the settings and leave home and purpose in the environment, where every part looks for them."""
    addresses = from_environment()
    os.environ["PRESSZERO_HOME"] = str(addresses.home)
    os.environ["PRESSZERO_PURPOSE"] = addresses.purpose
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "presszero.config.settings")
    if url := addresses.database_url or running_database(addresses):
        os.environ["DATABASE_URL"] = url
    return addresses


def running_database(addresses: Addresses) -> str | None:
    """Return the URL that a running `presszero up` keeps in the state folder, or None."""
    if not (addresses.run_folder / "up.lock").exists():
        return None
    if left := take_if_free(addresses.run_folder / "up.lock"):
        # Whoever wrote the URL was killed; its database went with it.
        left.close()
        return None
    try:
        return (addresses.run_folder / "database").read_text()
    except FileNotFoundError:
        return None


def need_database() -> Addresses:
    """Settle the surroundings of a part that runs for long.

    Raises NoDatabase: neither DATABASE_URL nor a running supervisor names one.
    """
    addresses = settle_surroundings()
    if not os.environ.get("DATABASE_URL"):
        raise NoDatabase(
            f"No database is running for {addresses.home}. Start everything with `presszero up`, "
            "or set DATABASE_URL to the database that the parts share."
        )
    return addresses


@contextmanager
def database_in_reach() -> Iterator[Addresses]:
    """Settle the surroundings of a short command; the embedded server is started for it where none runs."""
    addresses = settle_surroundings()
    if os.environ.get("DATABASE_URL"):
        yield addresses
        return
    with EmbeddedPostgres(addresses.home) as postgres:
        os.environ["DATABASE_URL"] = postgres.url()
        yield addresses
