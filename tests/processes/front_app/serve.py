"""Serve the test pages in a process: prints its port, then the front's own log.

Arguments: one JSON object: bare (by a2wsgi alone, without the front), folder, static,
trusted_peers, spool (limits), database (URL of the record).
"""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import Any

import uvicorn
from a2wsgi import WSGIMiddleware
from tests.processes.front_app.pages import application

from presszero.processes import front
from presszero.processes.access_log import log_to_stdout
from presszero.processes.live_events import LiveEvents, LivePace, Subscriber
from presszero.processes.record_source import PostgresSource
from presszero.processes.spool import Scope, SpoolLimits

THREADS = 8


def main(wanted: dict[str, Any]) -> None:
    listener = front.listen("127.0.0.1", 0)
    say_port = partial(print, listener.getsockname()[1], flush=True)
    if wanted.get("bare"):
        say_port()
        app = WSGIMiddleware(application, workers=THREADS)
        config = uvicorn.Config(app, loop="uvloop", http="httptools", log_config=None, access_log=False)
        uvicorn.Server(config).run(sockets=[listener])
        return
    log_to_stdout()
    app = front.create_app(application, settings(wanted), live(wanted.get("database")))
    front.serve(app, listener, say_port)


def settings(wanted: dict[str, Any]) -> front.FrontSettings:
    return front.FrontSettings(
        spool=SpoolLimits(**wanted.get("spool", {})),
        file_folders=(Path(wanted["folder"]),) if "folder" in wanted else (),
        static_files={url: Path(path) for url, path in wanted.get("static", {}).items()},
        trusted_peers=tuple(wanted.get("trusted_peers", ())),
        threads=THREADS,
    )


def live(database: str | None) -> LiveEvents | None:
    return LiveEvents(PostgresSource(database), authorise, LivePace(poll_seconds=0.5)) if database else None


async def authorise(scope: Scope) -> Subscriber | None:
    """Cookie teams=1,2 hears those teams; teams=all hears all; no cookie hears nothing."""
    said = dict(scope["headers"]).get(b"cookie", b"").decode().removeprefix("teams=")
    if not said:
        return None
    return Subscriber(None if said == "all" else frozenset(int(team) for team in said.split(",")))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
