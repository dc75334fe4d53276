"""The record: one line per action, in the action's own transaction.

A line holds ids, code words and salted digests, never text a person wrote, so
that erasing a customer leaves the chain whole.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from django.db import models, transaction

from presszero.ground.actors import Actor
from presszero.ground.models import RecordLine

CHANNEL = "presszero_record"
GENESIS = bytes(32)
_CODE_WORD = re.compile(r"[a-z0-9_.:/-]{0,64}\Z")

Fact = int | bool | None | str | list[int]


class TextInTheRecord(TypeError):
    """A fact for the record was not an id, a code word or a digest."""


def record(
    kind: str,
    /,
    *,
    about: models.Model,
    by: Actor,
    at: datetime,
    case_id: int | None = None,
    team_id: int | None = None,
    **facts: Fact,
) -> RecordLine:
    """Write one line about one row, inside the transaction that changes it.

    kind: thing.happened, as listed in docs/reference/events.md.
    team_id: whose screens may be told; None means leaders and operators only.

    Raises TextInTheRecord when a fact could hold words, and
    TransactionManagementError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(f"{kind} must be recorded in the action's transaction.")
    for name, fact in facts.items():
        _refuse_text(kind, name, fact)
    return RecordLine.objects.create(
        kind=kind,
        about_kind=about._meta.label_lower,
        about_id=about.pk,
        case_id=case_id,
        team_id=team_id,
        actor_kind=by.kind,
        actor_id=by.id,
        at=at,
        facts=facts,
    )


def _refuse_text(kind: str, name: str, fact: Fact) -> None:
    if isinstance(fact, str):
        fits = bool(_CODE_WORD.match(fact))
    elif isinstance(fact, list):
        fits = all(isinstance(one, int) for one in fact)
    else:
        fits = fact is None or isinstance(fact, int)
    if not fits:
        raise TextInTheRecord(
            f"{kind}: {name} must be an id, a code word or a digest, not {str(fact)[:20]!r}."
        )


def salted_digest(words: str, salt: bytes) -> str:
    """Return the hex digest of words with the salt of their row; erasing the row erases the link."""
    return hashlib.sha256(salt + words.encode()).hexdigest()


def line_bytes(line: dict[str, Any]) -> bytes:
    """Return the bytes of a line that the chain's hash covers."""
    told = [
        line["position"],
        line["id"],
        line["kind"],
        line["about_kind"],
        line["about_id"],
        line["case_id"],
        line["team_id"],
        line["actor_kind"],
        line["actor_id"],
        line["at"].astimezone(UTC).isoformat(timespec="microseconds"),
        line["facts"],
    ]
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def chained(previous: bytes, line: dict[str, Any]) -> bytes:
    """Return the hash of a line after the one before it."""
    return hashlib.sha256(previous + line_bytes(line)).digest()


def read_after(
    position: int, limit: int = 500, *, team_ids: Collection[int] | None = None
) -> list[RecordLine]:
    """Return sealed lines after a position, in order. Resume with the last one's position.

    team_ids: only the lines of these teams; None for all lines, those of no team too.
    """
    lines = RecordLine.objects.filter(position__gt=position)
    if team_ids is not None:
        lines = lines.filter(team_id__in=team_ids)
    return list(lines.order_by("position")[:limit])


def first_broken_line() -> int | None:
    """Return the position of the first line that does not fit the chain, or None when all do."""
    previous, expected = GENESIS, 1
    for line in RecordLine.objects.filter(position__isnull=False).order_by("position").iterator(2000):
        if line.position != expected or bytes(line.hash or b"") != chained(previous, line.__dict__):
            return expected
        previous, expected = bytes(line.hash or b""), expected + 1
    return None
