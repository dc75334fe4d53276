"""Colleagues to choose an owner from, each with how much they have promised already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from types import SimpleNamespace as Shape
from zoneinfo import ZoneInfo

from presszero.cases.phrases import load_words
from presszero.cases.promised import load_of
from presszero.organisation.models import Worker
from presszero.organisation.permissions import may


def owners_of(workers: Sequence[Worker], now: datetime, zone: str) -> list[Shape]:
    """Return id, name and load (words) of each whose role answers cases, in the order given. zone: the organisation's."""
    able = [one for one in workers if may(one, "answer cases")]
    loads = load_of([one.pk for one in able], at=now, zone=ZoneInfo(zone))
    return [Shape(id=one.pk, name=one.name, load=load_words(loads[one.pk])) for one in able]
