"""Where live events come from: the sealed lines of the record, read by position."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import psycopg
from psycopg import AsyncConnection
from psycopg.rows import TupleRow, class_row

CHANNEL = "presszero_record"
PASSING = "presszero_passing"
_AFTER = """
    SELECT position, kind, about_kind, about_id, case_id, team_id, at FROM ground_record
    WHERE position > %s ORDER BY position LIMIT %s
"""
_ANSWER_SECONDS = 5


class SourceAway(ConnectionError):
    """The database does not answer now; the record is read on from the same position once it does."""


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One sealed line, as far as screens are told. team_id None: leaders and operators only."""

    position: int
    kind: str
    about_kind: str
    about_id: int
    case_id: int | None
    team_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Passing:
    """Something that holds for a moment and stands in no record: somebody types in a chat. who: customer or person."""

    chat_id: int
    who: str
    case_id: int | None
    team_id: int | None


class RecordSource(Protocol):
    """What live events need of the record. Each may raise SourceAway."""

    async def connect(self) -> None:
        """Connect anew; lines sealed from now on wake wait()."""

    async def newest(self) -> int:
        """Return the newest position, 0 for an empty record."""

    async def after(self, position: int, limit: int) -> list[RecordLine]:
        """Return up to limit lines after a position, in order."""

    async def wait(self, seconds: float) -> Sequence[Passing]:
        """Return when lines were sealed or somebody types, or after so many seconds; who types, if anybody does."""

    async def knock(self) -> None:
        """Return when the database answers somebody who was not connected yet."""

    async def close(self) -> None: ...


class PostgresSource:
    """The record in PostgreSQL: one connection listens, another reads, so neither waits for the other.

    url: a direct one; a pooler that hands out connections by transaction never delivers a wake-up.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._listener: AsyncConnection[TupleRow] | None = None
        self._reader: AsyncConnection[TupleRow] | None = None

    async def connect(self) -> None:
        await self.close()
        with _away():
            self._listener = await self._open()
            await self._listener.execute(f"LISTEN {CHANNEL}")
            await self._listener.execute(f"LISTEN {PASSING}")
            self._reader = await self._open()

    async def newest(self) -> int:
        row = await self._fetch("SELECT max(position) FROM ground_record")
        return row[0][0] or 0

    async def after(self, position: int, limit: int) -> list[RecordLine]:
        with _away():
            async with (
                asyncio.timeout(_ANSWER_SECONDS),
                _usable(self._reader).cursor(row_factory=class_row(RecordLine)) as cursor,
            ):
                await cursor.execute(_AFTER, (position, limit))
                return await cursor.fetchall()

    async def wait(self, seconds: float) -> Sequence[Passing]:
        with _away():
            heard = [told async for told in _usable(self._listener).notifies(timeout=seconds, stop_after=1)]
        return [_passing(told.payload) for told in heard if told.channel == PASSING]

    async def knock(self) -> None:
        with _away():
            connection = await self._open()
            await connection.close()

    async def close(self) -> None:
        for connection in (self._listener, self._reader):
            if connection is not None:
                with suppress(psycopg.Error, OSError):
                    await connection.close()
        self._listener = self._reader = None

    async def _fetch(self, query: str) -> list[Any]:
        with _away():
            async with asyncio.timeout(_ANSWER_SECONDS):
                cursor = await _usable(self._reader).execute(query)
                return await cursor.fetchall()

    async def _open(self) -> AsyncConnection[TupleRow]:
        return await AsyncConnection.connect(
            self._url,
            autocommit=True,
            connect_timeout=_ANSWER_SECONDS,
            application_name="presszero live",
            keepalives_idle=5,
            tcp_user_timeout=_ANSWER_SECONDS * 1000,
        )


def _passing(payload: str) -> Passing:
    said = json.loads(payload)
    return Passing(said["chat"], said["who"], said["case"], said["team"])


def _usable(connection: AsyncConnection[TupleRow] | None) -> AsyncConnection[TupleRow]:
    if connection is None or connection.closed:
        raise SourceAway("There is no connection to the database now.")
    return connection


class _away:
    """Tell every way a database can be away by one error."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError | OSError | TimeoutError):
            raise SourceAway("The database does not answer.") from error
