"""The record of calls that `presszero flow verify --record` reads: one line a call."""

from __future__ import annotations

import argparse
from pathlib import Path

from presszero.pure.flowgraph.waiting import Waited
from presszero.pure.sheets import INSTANT, NUMBER, WORDS, Column, read_sheet

ARRIVED = Column("arrived_at", INSTANT, also=("asked_at", "offered_at", "queued_at", "start", "timestamp"))
WAIT = Column("wait_seconds", NUMBER, also=("wait", "q_time", "queue_time"))
TEAM = Column("team", WORDS, also=("queue", "line", "skill"), needed=False, may_be_empty=True)
GAVE_UP = Column("gave_up", WORDS, also=("abandoned", "outcome"), needed=False, may_be_empty=True)
HANDLING = Column(
    "handling_seconds", NUMBER, also=("aht_seconds", "aht", "ser_time"), needed=False, may_be_empty=True
)
YES = frozenset(("1", "true", "yes", "y", "hang", "abandoned", "gave up"))


def read_record(parser: argparse.ArgumentParser, path: Path) -> list[Waited]:
    """Return the calls of a file, or end the program with a sentence. Without a team column the team is ""."""
    try:
        content = path.read_bytes()
    except OSError as error:
        parser.error(f"{path} cannot be read: {error.strerror}.")
    sheet = read_sheet(content, [ARRIVED, WAIT, TEAM, GAVE_UP, HANDLING], source=path.name)
    rows = zip(*(sheet[one.name] for one in (TEAM, ARRIVED, WAIT, GAVE_UP, HANDLING)), strict=True)
    return [
        Waited(team or "", at, wait, (gave_up or "").casefold() not in YES, handled)
        for team, at, wait, gave_up, handled in rows
    ]
