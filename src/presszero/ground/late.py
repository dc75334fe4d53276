"""What arrives while the database is away: kept on disk, whole or not at all, and taken in once it is back.

For doors whose sender cannot try again: a person's form now, chat, webhooks and calls by the same three
functions. Nothing here asks the database. An item is a folder: `item.json` and its files, each synced
to the disk before the folder gets its name.
"""

from __future__ import annotations

import errno
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from presszero.ground.fail_points import reach
from presszero.pure.errors import PressZeroError

UNFINISHED = "unfinished-"
UNFINISHED_FOR_SECONDS = 3600
CHUNK_BYTES = 1 << 20
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


class NoRoomForMore(PressZeroError):
    """The database is away, and what waits on disk for it fills the room it is given."""

    status = 503


@dataclass(frozen=True)
class LateFile:
    """One file of an item, as its sender named it."""

    name: str
    place: Path

    def chunks(self) -> Iterable[bytes]:
        """Yield its bytes, up to a megabyte at a time."""
        with self.place.open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                yield chunk


@dataclass(frozen=True)
class Late:
    """One thing that waits. key: its own for ever, so that taking it in twice can be seen.

    door: whose it is, as wiring.py names it. kept_at: this machine's time, aware; `clock.business_time` turns it
    into the organisation's. facts: what the door wrote down of it.
    """

    key: str
    door: str
    kept_at: datetime
    facts: Mapping[str, str]
    files: Sequence[LateFile]


@dataclass(frozen=True)
class LateRoom:
    """The folder where things wait. most_items and most_bytes bound it; more is refused while they wait."""

    folder: Path
    most_items: int = 2_000
    most_bytes: int = 2_000_000_000

    def keep(
        self,
        *,
        door: str,
        facts: Mapping[str, str],
        files: Sequence[tuple[str, Iterable[bytes]]],
        at: datetime,
    ) -> str:
        """Keep one thing and return its key; when this returns, a power cut loses nothing of it.

        files: the name and the bytes of each. at: this machine's time.
        Raises NoRoomForMore when the room or the disk is full.
        """
        self._need_room()
        self._make_folder()
        draft = self.folder / f"{UNFINISHED}{secrets.token_hex(8)}"
        try:
            size_bytes = _write_item(draft, door, facts, files, at)
            reach("before-late-kept")
            key = f"{at:%Y%m%dT%H%M%S.%f}-{size_bytes}-{secrets.token_hex(4)}"
            draft.rename(self.folder / key)
            sync_folder(self.folder)
        except OSError as error:
            if error.errno not in _NO_ROOM:
                raise
            raise self._full() from error
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        reach("after-late-kept")
        return key

    def waiting(self) -> list[str]:
        """Return the keys of all that waits, the oldest first."""
        try:
            return sorted(place.name for place in self.folder.iterdir() if place.name.count("-") == 2)
        except FileNotFoundError:
            return []

    def read(self, key: str) -> Late:
        """Return one thing that waits."""
        place = self.folder / key
        said = json.loads((place / "item.json").read_text())
        files = [LateFile(name, place / str(number)) for number, name in enumerate(said["files"])]
        return Late(key, said["door"], datetime.fromisoformat(said["kept_at"]), said["facts"], files)

    def let_go(self, key: str) -> None:
        """Forget one thing that was taken in. A kill half way leaves what `forget_unfinished` removes."""
        gone = self.folder / f"{UNFINISHED}{key.replace('-', '.')}"
        (self.folder / key).rename(gone)
        shutil.rmtree(gone, ignore_errors=True)

    def forget_unfinished(self) -> None:
        """Remove what a kill left half written or half removed an hour ago or longer; nobody was told of it."""
        for place in self.folder.glob(f"{UNFINISHED}*"):
            if place.stat().st_mtime < time.time() - UNFINISHED_FOR_SECONDS:
                shutil.rmtree(place, ignore_errors=True)

    def _make_folder(self) -> None:
        if not self.folder.is_dir():
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            sync_folder(self.folder.parent)

    def _need_room(self) -> None:
        keys = self.waiting()
        if len(keys) >= self.most_items or sum(int(key.split("-")[1]) for key in keys) >= self.most_bytes:
            raise self._full()

    def _full(self) -> NoRoomForMore:
        return NoRoomForMore(
            _(
                "Our records are away, and the room for what waits is full: %(n)s letters. "
                "Nothing was kept. Please keep your words and send them again in an hour."
            )
            % {"n": len(self.waiting())}
        )


def late_room() -> LateRoom:
    """Return the room of this installation; every host has its own."""
    return LateRoom(settings.PRESSZERO.home / "late")


def _write_item(
    place: Path,
    door: str,
    facts: Mapping[str, str],
    files: Sequence[tuple[str, Iterable[bytes]]],
    at: datetime,
) -> int:
    """Write and sync everything below `place`; return how many bytes it is."""
    place.mkdir(mode=0o700)
    size_bytes = sum(_write(place / str(number), chunks) for number, (_, chunks) in enumerate(files))
    said = {
        "door": door,
        "kept_at": at.isoformat(),
        "facts": dict(facts),
        "files": [name for name, _ in files],
    }
    size_bytes += _write(place / "item.json", [json.dumps(said).encode()])
    sync_folder(place)
    return size_bytes


def _write(path: Path, chunks: Iterable[bytes]) -> int:
    with path.open("xb") as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
        return file.tell()


def sync_folder(folder: Path) -> None:
    """Let a folder's names outlast a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
