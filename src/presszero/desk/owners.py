"""Colleagues to choose an owner from, each with how much they have promised already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from types import SimpleNamespace as Shape
from zoneinfo import ZoneInfo

from presszero.cases.phrases import load_words
from presszero.cases.promised import load_of
from presszero.organisation.models import Worker


def owners_of(workers: Sequence[Worker], now: datetime, zone: str) -> list[Shape]:
    """Return id, name and load (words) of each, in the order given. zone: the organisation's."""
    loads = load_of([one.pk for one in workers], at=now, zone=ZoneInfo(zone))
    return [Shape(id=one.pk, name=one.name, load=load_words(loads[one.pk])) for one in workers]
