"""The spool's bounds, in one process and without a network."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presszero.processes.spool import ClientLeft, Message, Refused, Spool, SpoolLimits, SpoolRoom

CHUNKED = [(b"transfer-encoding", b"chunked")]


def arriving(pieces: Sequence[bytes], *, then_leaves: bool = False):
    messages: list[Message] = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    messages.append({"type": "http.disconnect"} if then_leaves else {"type": "http.request"})

    async def receive() -> Message:
        return messages.pop(0)

    return receive


def read(room: SpoolRoom, pieces: Sequence[bytes], **how: bool) -> Spool:
    return asyncio.run(room.read(CHUNKED, arriving(pieces, **how)))


@given(st.lists(st.binary(max_size=60)), st.integers(0, 100))
def test_whatever_the_pieces_the_whole_comes_out_and_everything_is_given_back(
    pieces: list[bytes], memory_bytes: int
) -> None:
    room = SpoolRoom(SpoolLimits(memory_bytes=memory_bytes))
    spool = read(room, pieces)
    assert spool.file.read() == b"".join(pieces)
    assert (room.open_spools, room.open_bytes) == (1, spool.size_bytes)
    spool.close()
    spool.close()
    assert (room.open_spools, room.open_bytes) == (0, 0)


def refused(act: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value


def test_more_spools_than_places_are_asked_to_come_again() -> None:
    room = SpoolRoom(SpoolLimits(open_spools=1))
    held = read(room, [b"a"])
    refusal = refused(lambda: read(room, [b"b"]))
    assert (refusal.status, refusal.retry_after_seconds) == (503, 60)
    held.close()
    assert read(room, [b"b"]).size_bytes == 1


def test_more_bytes_than_room_are_asked_to_come_again() -> None:
    room = SpoolRoom(SpoolLimits(open_bytes=10))
    read(room, [b"a" * 8])
    assert refused(lambda: read(room, [b"b" * 8])).status == 503
    assert (room.open_spools, room.open_bytes) == (1, 8)


def test_full_disk_is_told_and_given_back() -> None:
    room = SpoolRoom(SpoolLimits(memory_bytes=10), new_file=partial(Path("/dev/full").open, "r+b", 0))
    refusal = refused(lambda: read(room, [b"a" * 100]))
    assert refusal.status == 503
    assert "disk" in refusal.sentence
    assert (room.open_spools, room.open_bytes) == (0, 0)


def test_client_that_leaves_gives_its_place_back() -> None:
    room = SpoolRoom(SpoolLimits())
    with pytest.raises(ClientLeft):
        read(room, [b"half"], then_leaves=True)
    assert (room.open_spools, room.open_bytes) == (0, 0)
