"""From chances to an alarm: it stays up while the danger is only a little less, until what it warned of has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from presszero.pure.simulation.judging import Told

# An alarm that was raised is taken down when the odds have fallen to this share of those it was raised at.
HELD_ODDS = 0.5


def held_alarms(told: Sequence[Told], *, held_odds: float = HELD_ODDS) -> list[Told]:
    """Return, for each chance that was told, the highest chance from which on an alarm would be up, 0 to 1.

    told: in the order of days and intervals, each given one interval ahead. An alarm raised from some chance on stays
    up in the next interval while the odds are at least held_odds of that; it is released once it is known that the
    target was missed, for then the warning has done its work. With 1 for held_odds nothing is held.
    """
    found: list[Told] = []
    missed = {(one.day, one.interval): one.missed for one in told}
    for place, one in enumerate(told):
        before = found[-1] if found and _follows(told[place - 1], one) else None
        came = missed.get((one.day, one.interval - 2), False)
        if before is None or came:
            found.append(one)
            continue
        held = min(_odds(before.score), _odds(one.score) / held_odds)
        found.append(replace(one, score=max(one.score, held / (1 + held))))
    return found


def _follows(before: Told, one: Told) -> bool:
    return (before.day, before.interval + 1) == (one.day, one.interval)


def _odds(chance: float) -> float:
    held = min(max(chance, 1e-9), 1 - 1e-9)
    return held / (1 - held)
