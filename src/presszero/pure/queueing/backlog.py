"""Mail, forms and cases: work that may wait, but not beyond its due time. It fills the hours that live lines leave."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from presszero.pure.errors import BadInput


@dataclass(frozen=True)
class Deferred:
    """Items by interval of arrival, (intervals,), the minutes each takes, and the intervals in which each is due.

    due_intervals: 1 means by the end of the interval it arrives in. backlog_items: here before the first, and due with what arrives in it.
    """

    items: np.ndarray
    minutes_each: float
    due_intervals: int
    backlog_items: float = 0.0


@dataclass(frozen=True)
class WorkedOff:
    """What becomes of deferred work, (intervals,) each.

    done: items finished. backlog: items open at the end. late: items open at the end of the interval they
    are due in; they are still worked on. busy: people working on them, on average.
    """

    done: np.ndarray
    backlog: np.ndarray
    late: np.ndarray
    busy: np.ndarray

    def people(self) -> np.ndarray:
        """Return whole people for it in each interval, (intervals,): with these the same is done, and none is idle longer."""
        return np.ceil(self.busy - 1e-9).astype(np.int64)


def work_off(work: Deferred, people: np.ndarray, interval_seconds: float) -> WorkedOff:
    """Return what happens when so many people, (intervals,), work on the oldest items first.

    >>> found = work_off(Deferred(np.array([10.0, 0, 0]), 6, 2), np.array([1, 0, 1]), 1800)
    >>> found.backlog.tolist(), found.late.tolist()
    ([5.0, 5.0, 0.0], [0.0, 5.0, 0.0])
    """
    if np.any(np.asarray(people) < 0):
        raise BadInput("Fewer than no people were given for deferred work; give 0 or more in each interval.")
    each = work.minutes_each * 60 / interval_seconds
    arrived = np.cumsum(work.items) + work.backlog_items
    done_before = 0.0
    done = np.zeros(arrived.size)
    for at in range(arrived.size):
        done[at] = min(arrived[at] - done_before, people[at] / each)
        done_before += done[at]
    finished = np.cumsum(done)
    # The oldest go first, so of what arrived in one interval the last are open as long as any is.
    late = np.zeros(arrived.size)
    last = arrived.size - work.due_intervals + 1
    if last > 0:
        before = np.concatenate(([0.0], arrived[: last - 1]))
        late[work.due_intervals - 1 :] = np.maximum(
            arrived[:last] - np.maximum(before, finished[work.due_intervals - 1 :]), 0.0
        )
    return WorkedOff(done, arrived - finished, late, done * each)


def least_beside(
    work: Deferred, live: np.ndarray, interval_seconds: float, *, present: np.ndarray | None = None
) -> tuple[int, np.ndarray]:
    """Return (people, those of them free for deferred work in each interval) so that nothing is late.

    live: people whom the live lines require, (intervals,). present: intervals in which people work at all, (intervals,);
    all of them when not given. The same number is there in all of these, and never fewer than live asks for.

    Raises BadInput when even a great many could not: items are due where nobody works.
    """
    live = np.asarray(live, float)
    there = np.ones(live.size, bool) if present is None else np.asarray(present, bool)
    fails, enough = int(live.max(initial=0)) - 1, int(live.max(initial=0))

    def free(people: int) -> np.ndarray:
        return np.where(there, np.maximum(people - live, 0.0), 0.0)

    def in_time(people: int) -> bool:
        return bool(work_off(work, free(people), interval_seconds).late.max(initial=0) < 1e-6)

    most = (
        enough
        + int(np.ceil((work.items.sum() + work.backlog_items) * work.minutes_each * 60 / interval_seconds))
        + 1
    )
    if not in_time(most):
        raise BadInput("Some deferred work is due before anybody is there to do it; move its due time.")
    enough = most
    while enough - fails > 1:
        middle = (fails + enough) // 2
        fails, enough = (fails, middle) if in_time(middle) else (middle, enough)
    return enough, free(enough)
