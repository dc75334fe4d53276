"""Taking in what was kept on disk while the database was away: in the front that kept it, once it is back."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from presszero.ground.late import Late, LateRoom
from presszero.processes.locks import take_if_free

LOOK_SECONDS = 1.0
# What fails for a reason of its own is tried again, and holds up nothing else meanwhile.
AGAIN_SECONDS = 60.0
LAST_ITEM_SECONDS = 5.0
log = logging.getLogger("presszero.front")
Doors = Mapping[str, Callable[[Late], None]]


class CatchingUp:
    """Takes in what waits in a room, the oldest first, each by its own door. doors: as in wiring.LATE_DOORS."""

    def __init__(self, room: LateRoom, doors: Doors) -> None:
        self._room, self._doors = room, doors
        self._not_before: dict[str, float] = {}

    def look(self, stopping: Callable[[], bool] = lambda: False) -> int:
        """Take in all that can be now and return how many; nothing when another front is at it."""
        keys = [key for key in self._room.waiting() if self._not_before.get(key, 0.0) <= time.monotonic()]
        if not keys or (alone := take_if_free(self._room.folder / "lock")) is None:
            return 0
        with alone:
            return self._take_all(keys, stopping)

    def _take_all(self, keys: list[str], stopping: Callable[[], bool]) -> int:
        from django.db import InterfaceError, OperationalError

        taken = 0
        for key in keys:
            if stopping():
                break
            try:
                taken += self._take(key)
            except (OperationalError, InterfaceError):
                break
            except Exception as error:
                self._not_before[key] = time.monotonic() + AGAIN_SECONDS
                facts = {"key": key, "again_in_seconds": AGAIN_SECONDS}
                log.error(
                    "what was kept on disk could not be taken in", exc_info=error, extra={"facts": facts}
                )
        return taken

    def _take(self, key: str) -> bool:
        try:
            late = self._room.read(key)
        except FileNotFoundError:
            return False  # another front has taken it since we looked
        self._doors[late.door](late)
        self._room.let_go(key)
        log.info("taken in from disk", extra={"facts": {"door": late.door, "key": key}})
        return True


@contextmanager
def catching_up(room: LateRoom, doors: Doors) -> Iterator[None]:
    """Look every second, in a thread, until the block ends."""
    stop = threading.Event()
    thread = threading.Thread(
        target=_look_for_ever, args=(room, doors, stop), name="catching up", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(LAST_ITEM_SECONDS)


def _look_for_ever(room: LateRoom, doors: Doors, stop: threading.Event) -> None:
    from django.db import connection

    work = CatchingUp(room, doors)
    room.forget_unfinished()
    while not stop.wait(LOOK_SECONDS):
        try:
            work.look(stop.is_set)
        except Exception as error:
            log.error("the late room could not be looked at", exc_info=error)
        finally:
            connection.close()
