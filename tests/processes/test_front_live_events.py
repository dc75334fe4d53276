"""Open screens hear the record by position: no line missed, none twice, none of another team."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from presszero.processes.live_events import LiveEvents, LivePace, Subscriber, resume_position
from presszero.processes.record_source import Passing, RecordLine, SourceAway
from presszero.processes.spool import Message, Refused, Scope

ALL = Subscriber(None)
AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


def line(position: int, team_id: int | None = 1) -> RecordLine:
    return RecordLine(position, "case.opened", "cases.case", 40 + position, 40 + position, team_id, AT)


class WrittenRecord:
    """A record in memory. on_read runs before each read: where a test lets things happen meanwhile."""

    def __init__(self, lines: int = 0) -> None:
        self.lines = [line(position) for position in range(1, lines + 1)]
        self.woken = asyncio.Event()
        self.away = False
        self.passing: list[Passing] = []
        self.connections = 0
        self.on_read: list[Any] = []

    def write(self, *teams: int | None) -> None:
        for team_id in teams:
            self.lines.append(line(len(self.lines) + 1, team_id))
        self.woken.set()

    async def connect(self) -> None:
        self._check()
        self.connections += 1

    async def newest(self) -> int:
        self._check()
        return len(self.lines)

    async def after(self, position: int, limit: int) -> list[RecordLine]:
        self._check()
        found = self.lines[position : position + limit]
        if self.on_read:
            await self.on_read.pop(0)()
        return found

    async def wait(self, seconds: float) -> list[Passing]:
        await self.woken.wait()
        self.woken.clear()
        self._check()
        passing, self.passing = self.passing, []
        return passing

    async def knock(self) -> None:
        self._check()

    async def close(self) -> None: ...

    def _check(self) -> None:
        if self.away:
            raise SourceAway("away")


class Screen:
    """One open screen: what it was sent, in order."""

    def __init__(self, live: LiveEvents, after: int | None = None) -> None:
        headers = [] if after is None else [(b"last-event-id", str(after).encode())]
        self.scope: Scope = {"type": "http", "method": "GET", "path": "/events", "headers": headers}
        self.scope["query_string"] = b""
        self.content = b""
        self.grown = asyncio.Event()
        self.left = asyncio.Event()
        self.task = asyncio.create_task(live(self.scope, self._receive, self._send))

    async def _receive(self) -> Message:
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        self.content += message.get("body", b"")
        self.grown.set()

    async def until(self, words: str) -> None:
        async with asyncio.timeout(20):
            while words.encode() not in self.content:
                await self.grown.wait()
                self.grown.clear()

    def heard(self) -> list[int]:
        events = [event for event in self.content.decode().split("\n\n") if "event: record" in event]
        return [int(event.split("\n")[0].removeprefix("id: ")) for event in events]

    async def leave(self) -> None:
        self.left.set()
        await asyncio.gather(self.task, return_exceptions=True)


class Door:
    """Says who may listen; `now` can be changed."""

    def __init__(self, now: Subscriber | None = ALL) -> None:
        self.now = now

    async def __call__(self, scope: Scope) -> Subscriber | None:
        return self.now


async def following(record: WrittenRecord, door: Door | None = None, **pace: Any) -> LiveEvents:
    live = LiveEvents(record, door or Door(), LivePace(**pace))
    await live.start()
    return live


def test_screen_hears_lines_as_they_are_sealed() -> None:
    async def story() -> None:
        record = WrittenRecord(3)
        live = await following(record)
        screen = Screen(live)
        await screen.until("id: 3")
        record.write(1, 2)
        await screen.until("id: 5\nevent: record")
        assert screen.heard() == [4, 5]
        data = json.loads(screen.content.decode().split("data: ")[1].split("\n")[0])
        assert data == {
            "kind": "case.opened",
            "about_kind": "cases.case",
            "about_id": 44,
            "case_id": 44,
            "at": "2026-11-23T12:00:00+00:00",
        }
        await screen.leave()
        await live.stop()

    asyncio.run(story())


def test_resuming_screen_hears_what_it_missed_once_while_lines_go_on() -> None:
    async def story() -> None:
        record = WrittenRecord(10)
        live = await following(record)
        await live._started.wait()

        async def meanwhile() -> None:
            record.write(1, 1)
            while live.position < 12:
                await asyncio.sleep(0)

        await asyncio.sleep(0)
        record.on_read = [meanwhile]
        screen = Screen(live, after=4)
        await screen.until("id: 12\nevent: record")
        assert screen.heard() == [5, 6, 7, 8, 9, 10, 11, 12]
        await screen.leave()
        await live.stop()

    asyncio.run(story())


def test_screen_hears_only_its_teams_and_learns_how_far_it_is() -> None:
    async def story() -> None:
        record = WrittenRecord()
        live = await following(record, Door(Subscriber(frozenset({1}))), heartbeat_seconds=0.05)
        screen = Screen(live)
        await screen.until("id: 0")
        record.write(1, 2, None)
        await screen.until("id: 1\nevent: record")
        await screen.until("id: 3\n")
        assert screen.heard() == [1]
        resumed = Screen(live, after=0)
        await resumed.until("id: 3\n")
        assert resumed.heard() == [1]
        for one in (screen, resumed):
            await one.leave()
        await live.stop()

    asyncio.run(story())


def test_screen_too_far_behind_is_told_to_reload() -> None:
    async def story() -> None:
        live = await following(WrittenRecord(2000))
        screen = Screen(live, after=5)
        await screen.until("id: 2000\nevent: reload")
        assert screen.heard() == []
        await screen.leave()
        await live.stop()

    asyncio.run(story())


def test_screen_ahead_of_a_restored_record_is_told_to_reload() -> None:
    async def story() -> None:
        live = await following(WrittenRecord(7))
        screen = Screen(live, after=900)
        await screen.until("id: 7\nevent: reload")
        await screen.leave()
        await live.stop()

    asyncio.run(story())


def test_slow_screen_is_closed_and_resumes_without_a_miss() -> None:
    async def story() -> None:
        record = WrittenRecord()
        live = await following(record, queue_lines=5)
        slow = Screen(live)
        await slow.until("id: 0")
        record.write(*[1] * 30)
        await slow.until("event: goodbye")
        heard = slow.heard()
        again = Screen(live, after=heard[-1] if heard else 0)
        await again.until("id: 30\n")
        assert heard + again.heard() == list(range(1, 31))
        await again.leave()
        await live.stop()

    asyncio.run(story())


def test_lines_sealed_while_the_database_was_away_are_heard_after() -> None:
    async def story() -> None:
        record = WrittenRecord(1)
        live = await following(record)
        screen = Screen(live)
        await screen.until("id: 1")
        record.away = True
        record.write(1)
        while live.is_connected:
            await asyncio.sleep(0)
        assert not await live.database_answers()
        record.write(1)
        record.away = False
        await screen.until("id: 3\nevent: record")
        assert screen.heard() == [2, 3]
        assert live.is_connected and record.connections == 2
        await screen.leave()
        await live.stop()

    asyncio.run(story())


def test_signed_out_screen_is_closed_and_hears_nothing_more() -> None:
    async def story() -> None:
        record, door = WrittenRecord(), Door()
        live = await following(record, door, reauthorise_seconds=0.05)
        screen = Screen(live)
        await screen.until("id: 0")
        door.now = None
        await screen.until("event: goodbye")
        record.write(1)
        assert screen.heard() == []
        stranger = Screen(live)
        with pytest.raises(Refused) as refused:
            await stranger.task
        assert refused.value.status == 401
        await live.stop()

    asyncio.run(story())


def test_screen_whose_teams_changed_is_redrawn() -> None:
    async def story() -> None:
        record, door = WrittenRecord(), Door(Subscriber(frozenset({1})))
        live = await following(record, door, reauthorise_seconds=0.05)
        screen = Screen(live)
        await screen.until("id: 0")
        door.now = Subscriber(frozenset({2}))
        await screen.until("event: reload")
        record.write(1, 2)
        await screen.until("id: 2\nevent: record")
        assert screen.heard() == [2]
        await screen.leave()
        await live.stop()

    asyncio.run(story())


@pytest.mark.parametrize("said", [b"x", b"-1", b"9" * 30])
def test_position_that_is_none_is_refused(said: bytes) -> None:
    scope: Scope = {"headers": [(b"last-event-id", said)], "query_string": b""}
    with pytest.raises(Refused):
        resume_position(scope)


def test_fresh_page_resumes_from_the_position_it_was_drawn_at() -> None:
    assert resume_position({"headers": [], "query_string": b"after=12"}) == 12
    assert resume_position({"headers": [(b"last-event-id", b"15")], "query_string": b"after=12"}) == 15
