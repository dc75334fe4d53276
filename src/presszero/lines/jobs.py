"""What happens to lines by the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from presszero.lines.turns import due_to_return, give_turns, lines_to_give, note_act, return_to_line


def look_at_turns(*, at: datetime, writes_on: Callable[[int, int, datetime], bool]) -> int:
    """Give out what is somebody's turn, and take back what nobody acts on; return how many cases moved.

    writes_on: whether a worker has written on a case's reply since an instant; writing is acting.
    """
    moved = 0
    for turn in due_to_return(at=at):
        if writes_on(turn.case_id, turn.worker_id, turn.given_at):
            note_act(case_id=turn.case_id, worker_id=turn.worker_id, at=at)
        else:
            moved += return_to_line(case_id=turn.case_id, at=at)
    return moved + sum(give_turns(line_id=line_id, at=at) for line_id in lines_to_give())
