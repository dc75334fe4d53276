"""A town of one measurement: a fresh embedded server with fsync on, in a folder of its own, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from presszero.processes.postgres import EmbeddedPostgres


@contextmanager
def fresh_town() -> Iterator[str]:
    """Start a server, make every table, set Django up on it and yield the database's URL. No row is there yet."""
    home = Path(tempfile.mkdtemp(prefix="presszero-bench-"))
    home.chmod(0o711)
    try:
        with EmbeddedPostgres(home) as server:
            os.environ |= {
                "DATABASE_URL": server.url(),
                "PRESSZERO_HOME": str(home),
                "PRESSZERO_PURPOSE": "test",
                "PRESSZERO_RESOLVER": "none",
            }
            subprocess.run(
                [sys.executable, "-m", "presszero", "migrate"], check=True, stdout=subprocess.DEVNULL
            )
            set_up()
            yield server.url()
            from django.db import connection

            connection.close()
            connection.close_pool()  # type: ignore[attr-defined]
    finally:
        shutil.rmtree(home, ignore_errors=True)


def set_up() -> None:
    """Set Django up on the database that the surroundings name."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "presszero.config.settings"
    django.setup()
