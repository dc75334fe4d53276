"""What waits on disk is taken in, in order; what fails holds up nothing else; one front at a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import OperationalError

from presszero.ground.late import Late, LateRoom
from presszero.processes.catching_up import CatchingUp
from presszero.processes.locks import take_if_free

NIGHT = datetime(2026, 7, 4, 22, 45, tzinfo=UTC)


@pytest.fixture
def room(tmp_path: Path) -> LateRoom:
    room = LateRoom(tmp_path / "late")
    for minute, words in enumerate(["one", "two", "three"]):
        room.keep(door="form", facts={"words": words}, files=[], at=NIGHT + timedelta(minutes=minute))
    return room


def test_all_is_taken_in_the_order_it_came(room: LateRoom) -> None:
    taken: list[str] = []
    assert CatchingUp(room, {"form": lambda late: taken.append(late.facts["words"])}).look() == 3
    assert taken == ["one", "two", "three"]
    assert room.waiting() == []


def test_one_that_fails_waits_and_holds_up_no_other(room: LateRoom) -> None:
    taken: list[str] = []

    def take(late: Late) -> None:
        if late.facts["words"] == "one":
            raise ValueError("a mistake of ours")
        taken.append(late.facts["words"])

    work = CatchingUp(room, {"form": take})
    assert (work.look(), work.look()) == (2, 0)
    assert taken == ["two", "three"]
    assert len(room.waiting()) == 1


def test_while_the_database_is_away_nothing_more_is_tried(room: LateRoom) -> None:
    tried: list[str] = []

    def take(late: Late) -> None:
        tried.append(late.facts["words"])
        raise OperationalError("the server closed the connection")

    assert CatchingUp(room, {"form": take}).look() == 0
    assert tried == ["one"]
    assert len(room.waiting()) == 3


def test_second_front_of_one_folder_leaves_it_to_the_first(room: LateRoom) -> None:
    first = take_if_free(room.folder / "lock")
    assert first
    with first:
        assert CatchingUp(room, {"form": lambda late: None}).look() == 0
    assert CatchingUp(room, {"form": lambda late: None}).look() == 3
