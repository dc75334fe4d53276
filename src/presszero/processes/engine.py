"""The engine: holds text models for everybody on this host. Starts when first asked, ends when nobody asks any more.

One line of JSON in, one out, on a socket that only our own user can open. It has no database and no settings of Django's.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import socketserver
import tempfile
import threading
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from presszero.pure.errors import PressZeroError

log = logging.getLogger("presszero.engine")
SOCKET = "engine.sock"
IDLE_SECONDS = 600.0
LOOK_SECONDS = 1.0
KEPT_MODELS = 2
MOST_BYTES = 512 * 2**20


def main(home: Path, idle_seconds: float = IDLE_SECONDS) -> int:
    """Serve until idle, or until whoever started it has gone; return 0, also when another engine serves already."""
    run = home / "run"
    with (run / "engine.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return 0
        place = run / SOCKET
        place.unlink(missing_ok=True)
        before = os.umask(0o177)
        with Engine(str(place), _Talk) as engine:
            os.umask(before)
            engine.home = home
            threading.Thread(
                target=_end_when_idle, args=(engine, idle_seconds, os.getppid()), daemon=True
            ).start()
            engine.serve_forever(poll_interval=0.1)
        place.unlink(missing_ok=True)
    return 0


class Engine(socketserver.ThreadingUnixStreamServer):
    """Answers each connection in a thread of its own."""

    daemon_threads = True
    home = Path()
    last_asked = time.monotonic()
    busy = 0


class _Talk(socketserver.StreamRequestHandler):
    server: Engine

    def handle(self) -> None:
        self.server.busy += 1
        try:
            asked = json.loads(self.rfile.readline(MOST_BYTES))
            answer = ACTS[asked["do"]](self.server.home, asked)
        except PressZeroError as error:
            answer = {"error": error.sentence}
        except Exception as error:
            log.exception("the engine could not do what was asked")
            answer = {"error": f"The engine failed ({type(error).__name__})."}
        finally:
            self.server.busy -= 1
            self.server.last_asked = time.monotonic()
        self.wfile.write(json.dumps(answer).encode() + b"\n")


def _end_when_idle(engine: Engine, idle_seconds: float, started_by: int) -> None:
    """Whoever started it and went took its place in the house along; the next who asks starts another."""
    while True:
        time.sleep(LOOK_SECONDS)
        idle = not engine.busy and time.monotonic() - engine.last_asked > idle_seconds
        if idle or os.getppid() != started_by:
            engine.shutdown()
            return


def _sort(home: Path, asked: dict[str, Any]) -> dict[str, Any]:
    return _model(home, asked["model"]).reading_with(_meaning(home)).sort(asked["text"]).as_json()


def _meaning(home: Path) -> Any:
    """Return the sentence model that is kept, None where there is none or nothing to run it: words read alone then."""
    from presszero.pure.meaning.files import FOLDER, NoMeaning, can_read, kept_at

    path = kept_at(home / FOLDER)
    if not (path.is_file() and can_read()):
        return None
    try:
        return _loaded(path)
    except NoMeaning:
        log.exception("the sentence model cannot be used; letters are read by their words")
        return None


@lru_cache(maxsize=1)
def _loaded(path: Path) -> Any:
    from presszero.pure.meaning.vectors import Meaning

    return Meaning(path)


@lru_cache(maxsize=KEPT_MODELS)
def _model(home: Path, digest: str) -> Any:
    from presszero.pure.triage.errors import DamagedModel
    from presszero.pure.triage.keeping import from_bytes

    place = home / "files" / digest[:2] / digest[2:4] / digest
    try:
        content = place.read_bytes()
    except OSError as error:
        raise DamagedModel(
            f"The model {digest[:12]}… is not in the file store ({error.strerror}). Learn it again."
        ) from error
    return from_bytes(content, expected_hash=digest)


def _learn(home: Path, asked: dict[str, Any]) -> dict[str, Any]:
    from presszero.pure.triage.judging import card, judge
    from presszero.pure.triage.keeping import to_bytes
    from presszero.pure.triage.learning import learn_and_try

    texts, topics, keys = asked["texts"], asked["topics"], asked["keys"]
    learned = learn_and_try(texts, topics, keys=keys, meaning=_meaning(home))
    at = {key: place for place, key in enumerate(keys)}
    said = dict(zip(learned.held.keys, learned.held.said, strict=True))
    now = _said_now(home, asked, at)
    both = [key for key in learned.held.keys if key in now]
    judged = judge(
        [said[key] == topics[at[key]] for key in both], [now[key] == topics[at[key]] for key in both]
    )
    content = to_bytes(learned.sorter)
    handle, path = tempfile.mkstemp(dir=home / "run", prefix="model-")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    against = "model" if asked["model"] else "rules"
    return {"path": path, "card": card(learned), "judged": judged.as_json() | {"against": against}}


def _said_now(home: Path, asked: dict[str, Any], at: dict[str, int]) -> dict[str, str]:
    """Return what sorts now says of the cases it did not learn from, by key."""
    if not asked["model"]:
        return dict(zip(asked["keys"], asked["by_rules"], strict=True))
    model = _model(home, asked["model"]).reading_with(_meaning(home))
    fresh = sorted(set(asked["keys"]) - set(model.past.keys))
    if not fresh:
        return {}
    chances, _ = model.chances([asked["texts"][at[key]] for key in fresh])
    return {key: model.topics[place] for key, place in zip(fresh, chances.argmax(axis=1), strict=True)}


def _between(home: Path, asked: dict[str, Any]) -> dict[str, Any]:
    meaning = _meaning(home)
    if meaning is None:
        return {"near": None, "hash": ""}
    return {"near": meaning.between(asked["asked"], asked["said"]), "hash": meaning.hash}


def _watch(home: Path, asked: dict[str, Any]) -> dict[str, Any]:
    """Look at new messages. Whoever asks says after which one they come; who is behind sends all of the last days."""
    from datetime import datetime

    from presszero.pure.alike.crowds import Message, Watch

    with _watching:
        if asked["afresh"]:
            _watches[home] = Watch(asked["surprise"], _meaning(home))
        watch = _watches.get(home)
        last = watch.messages[-1].key if watch and watch.messages else ""
        if watch is None or last != asked["after"]:
            return {"behind": True}
        messages = [
            Message(one["key"], one["text"], datetime.fromisoformat(one["at"])) for one in asked["messages"]
        ]
        watch.surprise = asked["surprise"]
        return {"crowds": [crowd.as_json() for crowd in watch.see(messages)]}


_watching = threading.Lock()
_watches: dict[Path, Any] = {}
ACTS: dict[str, Callable[[Path, dict[str, Any]], dict[str, Any]]] = {
    "sort": _sort,
    "learn": _learn,
    "between": _between,
    "watch": _watch,
}
