"""What waits on disk while the database is away: whole or not at all, bounded, and lasting."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from presszero.ground.late import UNFINISHED, UNFINISHED_FOR_SECONDS, LateRoom, NoRoomForMore

NIGHT = datetime(2026, 7, 4, 22, 45, tzinfo=UTC)
WORDS = {"message": "No bus came for two hours.", "email": "maren@lakemail.example"}


def kept(room: LateRoom, at: datetime = NIGHT, photo: bytes = b"a wet bus stop") -> str:
    return room.keep(door="webform", facts=WORDS, files=[("stop.jpg", [photo[:4], photo[4:]])], at=at)


def test_what_is_kept_comes_back_whole(tmp_path: Path) -> None:
    room = LateRoom(tmp_path / "late")
    late = room.read(kept(room))
    assert (late.door, late.kept_at, late.facts) == ("webform", NIGHT, WORDS)
    assert [(file.name, b"".join(file.chunks())) for file in late.files] == [("stop.jpg", b"a wet bus stop")]


def test_first_come_is_first_and_what_was_let_go_is_gone(tmp_path: Path) -> None:
    room = LateRoom(tmp_path / "late")
    second, first = kept(room, NIGHT + timedelta(seconds=1)), kept(room)
    assert room.waiting() == [first, second]
    room.let_go(first)
    assert room.waiting() == [second]


def test_everything_is_synced_and_named_before_anybody_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    sync = os.fsync

    def noting(opened: int) -> None:
        sync(opened)
        synced.append(os.fstat(opened).st_ino)

    monkeypatch.setattr(os, "fsync", noting)
    room = LateRoom(tmp_path / "late")
    item = room.folder / kept(room)
    inside = [place.stat().st_ino for place in item.iterdir()]
    assert len(inside) == 2
    folders = [tmp_path.stat().st_ino, item.stat().st_ino, room.folder.stat().st_ino]
    assert set(synced) == {*inside, *folders}
    # The room's own folder comes last: it holds the name that makes the item one.
    assert synced[-1] == room.folder.stat().st_ino


def test_room_that_is_full_says_so_and_keeps_what_it_has(tmp_path: Path) -> None:
    for full in (LateRoom(tmp_path / "few", most_items=1), LateRoom(tmp_path / "small", most_bytes=10)):
        kept(full)
        with pytest.raises(NoRoomForMore, match="1 letters"):
            kept(full)
        assert len(full.waiting()) == 1


def test_half_written_item_is_none_and_is_removed_once_nobody_can_be_at_it(tmp_path: Path) -> None:
    room = LateRoom(tmp_path / "late")
    kept(room)
    old, young = room.folder / f"{UNFINISHED}old", room.folder / f"{UNFINISHED}young"
    for half in (old, young):
        half.mkdir()
        (half / "0").write_bytes(b"half a pho")
    long_ago = old.stat().st_mtime - UNFINISHED_FOR_SECONDS - 1
    os.utime(old, (long_ago, long_ago))
    room.forget_unfinished()
    assert not old.exists()
    assert young.exists()
    assert len(room.waiting()) == 1


def test_only_its_owner_may_look_inside(tmp_path: Path) -> None:
    room = LateRoom(tmp_path / "late")
    item = room.folder / kept(room)
    assert [place.stat().st_mode & 0o077 for place in (room.folder, item)] == [0, 0]
