"""What the cast and the customers did on the days before: acts, each at its time, done over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from presszero.demo.papers import Answer, answers, moment


@dataclass(frozen=True)
class Act:
    """One act on the case of one letter. leaves: the kind of record line it leaves, by which it is known as done."""

    at: datetime
    letter: str
    by: str
    leaves: str
    words: str = ""
    to: str = ""
    answer: Answer | None = None


def _act(leaves: str) -> Callable[..., Act]:
    def make(at: str, letter: str, by: str, words: str = "", to: str = "") -> Act:
        return Act(moment(at), letter, by, leaves, words, to)

    return make


take = _act("case.taken")
note = _act("note.added")
hand_over = _act("case.handed_over")
keep = _act("promise.kept")
close = _act("case.closed")
confirm = _act("address.confirmed")
miss = _act("point.missed")

ACTS = (
    # Friday
    confirm("Fri 09:40", "fri-glove", "Wenna Tolliver"),
    confirm("Fri 11:20", "fri-mill-square", "Teo Vasquell"),
    take("Fri 10:05", "fri-glove", "Odile Farrow"),
    take("Fri 10:40", "fri-carte-reduite", "Odile Farrow"),
    take("Fri 11:10", "fri-mill-square", "Tomas Vell"),
    take("Fri 13:05", "fri-large-print", "Ivo Castellan"),
    take("Fri 14:20", "fri-pothole", "Rosa Amsel"),
    note(
        "Fri 11:12",
        "fri-mill-square",
        "Tomas Vell",
        "The lift firm has the part on order; Bram talks to them daily.",
    ),
    close("Fri 15:30", "fri-glove", "Odile Farrow", "settled"),
    # Saturday
    keep("Sat 10:15", "fri-pothole", "Rosa Amsel", "The hole was filled on Saturday at 09:30."),
    keep("Sat 11:00", "fri-large-print", "Ivo Castellan", "The list went into the post on Saturday."),
    take("Sat 10:30", "sat-receipt", "Tomas Vell"),
    take("Sat 12:10", "sat-duplicate-fare", "Odile Farrow"),
    hand_over(
        "Sat 15:20",
        "sat-parking-permit",
        "Rosa Amsel",
        "He moved on 1 July and has the lease. The old permit stays valid until the new one is there; he worries about a fine.",
        "Odile Farrow",
    ),
    miss(
        "Sat 18:05", "fri-pothole", "Gorran Whitlow", "The hole is closed. The broken kerb beside it is not."
    ),
    # The morning after
    # Maren's letter waits for whoever steps in as Tomas; what he needs to know stands beside it.
    note("Sun 09:20", "night-maren", "Noor Halvane", "Asked Bram why the fireworks were in no plan."),
    note(
        "Sun 11:45",
        "night-maren",
        "Bram Iversund",
        "Nobody entered the evening as a crowd. Harvest Night is entered now.",
    ),
    take("Sun 09:30", "night-four-walked", "Bram Iversund"),
    take("Sun 10:10", "night-wheelchair", "Noor Halvane"),
    take("Sun 09:50", "night-driver", "Tomas Vell"),
    take("Sun 10:20", "night-nuit", "Odile Farrow"),
    take("Sun 10:50", "sun-receipt", "Tomas Vell"),
    take("Sun 12:20", "sun-reading-room", "Ivo Castellan"),
    take("Sun 12:40", "night-late-shift", "Tomas Vell"),
    take("Sun 13:05", "night-teen", "Noor Halvane"),
)


def acts() -> list[Act]:
    """Return every act, the answers among them, in order of time."""
    given = [Act(one.at, one.letter, one.by, "reply.sent", answer=one) for one in answers()]
    return sorted([*ACTS, *given], key=lambda act: act.at)
