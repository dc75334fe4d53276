"""What would help most now: the next hour is played from the live state, with and without each action, on the same chances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from presszero.pure.simulation.contacts import Contacts, draw_contacts
from presszero.pure.simulation.floor import Floor, Group, Kind, Shift
from presszero.pure.simulation.running import Played, play_days

LINE, STARTED = "line", "started"


@dataclass(frozen=True)
class Live:
    """The line at this moment and what is expected of it.

    waited_seconds: how long each who waits has waited, (waiting,). busy: people in a contact. people: planned on the
    line in this and the next intervals, (intervals,), the first from now. expected: contacts in them, (intervals,).
    doubt: how far the forecast may be off, standard deviation over mean.
    """

    waited_seconds: np.ndarray
    busy: int
    people: np.ndarray
    expected: np.ndarray
    interval_seconds: float
    handling_seconds: float
    patience_seconds: float | None = None
    doubt: float = 0.1


@dataclass(frozen=True)
class Action:
    """Something that can be done now.

    name: as people say it. more_people: by interval, (intervals,), more or fewer than planned, whole; a called
    register is [0, 1, 1], a moved break [1, -1, 0]. after_seconds: until they are there, in the first interval they come in.
    offer_callbacks_after: seconds of expected wait beyond which a call-back is offered; None for no offer.
    """

    name: str
    more_people: Sequence[int] = ()
    after_seconds: float = 0.0
    offer_callbacks_after: float | None = None
    accept_share: float = 0.5


@dataclass(frozen=True)
class Effect:
    """What an action changes over the intervals played.

    share_without, share_with: who wait at most the target's time, or are called back, of all who come. gain and its 95 %
    half_width: of the difference, from the same people met twice. missing_chance: of missing the target in each
    interval with the action, (intervals,). people_hours: that it takes, 0 or less for a moved break.
    """

    action: Action
    share_without: float
    share_with: float
    gain: float
    half_width: float
    missing_chance: np.ndarray
    people_hours: float


def effects(
    live: Live,
    actions: Sequence[Action],
    seed: int,
    *,
    target_share: float,
    within_seconds: float = 20.0,
    replications: int = 300,
) -> list[Effect]:
    """Return what each action would change, the most helpful first. The same seed gives the same answer."""
    days = _days(live, seed, replications)
    nothing = _shares(_played(live, Action("as planned"), days, within_seconds), live)
    found = []
    for action in actions:
        shares = _shares(_played(live, action, days, within_seconds), live)
        offered = nothing[1].sum(axis=1)
        change = (shares[0].sum(axis=1) - nothing[0].sum(axis=1)) / np.maximum(offered, 1.0)
        by_interval = shares[0] / np.maximum(shares[1], 1.0)
        hours = sum(action.more_people) * live.interval_seconds / 3600
        found.append(
            Effect(
                action,
                float(nothing[0].sum() / max(nothing[1].sum(), 1.0)),
                float(shares[0].sum() / max(shares[1].sum(), 1.0)),
                float(change.mean()),
                float(1.96 * change.std(ddof=1) / np.sqrt(change.size)),
                np.mean((by_interval < target_share) & (shares[1] > 0), axis=0),
                hours,
            )
        )
    return sorted(found, key=lambda one: -one.gain)


def missing_chances(
    live: Live, seed: int, *, target_share: float, within_seconds: float = 20.0, replications: int = 300
) -> np.ndarray:
    """Return the chance of missing the target in each of the next intervals if nothing is done, (intervals,)."""
    as_planned = [Action("as planned")]
    return effects(
        live,
        as_planned,
        seed,
        target_share=target_share,
        within_seconds=within_seconds,
        replications=replications,
    )[0].missing_chance


def _shares(played: Played, live: Live) -> tuple[np.ndarray, np.ndarray]:
    """Return (kept waiting no longer, offered), (replications, intervals), of who comes from now on."""
    lead = played.offered.shape[2] - live.people.size
    good = played.in_time[:, 0, lead:] + np.where(
        played.called_back[:, 0, lead:] > 0, played.called_back[:, 0, lead:], 0
    )
    return np.minimum(good, played.offered[:, 0, lead:]).astype(float), played.offered[:, 0, lead:].astype(
        float
    )


def _lead(live: Live) -> int:
    """Return how many intervals before now the oldest of those waiting came."""
    oldest = float(np.max(live.waited_seconds, initial=0.0))
    return int(oldest // live.interval_seconds) + 1


def _kinds(live: Live, action: Action) -> list[Kind]:
    lead = np.zeros(_lead(live))
    line = Kind(
        LINE,
        np.concatenate((lead, live.expected)),
        live.handling_seconds,
        patience_seconds=live.patience_seconds,
        priority=1,
        callback_after_seconds=action.offer_callbacks_after,
        callback_share=action.accept_share,
    )
    return [line, Kind(STARTED, np.concatenate((lead, live.expected * 0)), live.handling_seconds, priority=0)]


def _played(live: Live, action: Action, days: Sequence[Contacts], within_seconds: float) -> Played:
    now = _lead(live) * live.interval_seconds
    until = now + live.people.size * live.interval_seconds
    shifts = []
    more = np.zeros(live.people.size, int)
    more[: len(action.more_people)] = action.more_people
    for at in range(live.people.size):
        begin = now + at * live.interval_seconds
        end = begin + live.interval_seconds if at + 1 < live.people.size else until + 4 * 3600
        shifts.append(Shift(begin, end, people=int(live.people[at])))
        if more[at]:
            # Who is called comes once; after that they are simply there.
            late = action.after_seconds if at == 0 or more[at - 1] <= 0 else 0.0
            shifts.append(Shift(min(begin + max(late, 0.0), end), end, people=int(more[at])))
    group = Group("people", {LINE: 1.0, STARTED: 1.0}, shifts=shifts)
    floor = Floor(_kinds(live, action), [group], interval_seconds=live.interval_seconds)
    return play_days(floor, days, within_seconds=within_seconds)


def _days(live: Live, seed: int, replications: int) -> list[Contacts]:
    """Return the next hour's contacts, and before them those who are being served or wait now."""
    floor = Floor(_kinds(live, Action("")), [], interval_seconds=live.interval_seconds)
    now = _lead(live) * live.interval_seconds
    waited = np.sort(np.asarray(live.waited_seconds, float))[::-1]
    found = []
    for one in np.random.SeedSequence(seed).spawn(replications):
        chance = np.random.default_rng(one)
        coming = draw_contacts(floor, chance, busyness_variation=live.doubt)
        size = live.busy + waited.size
        patient = (
            np.full(waited.size, np.inf)
            if live.patience_seconds is None
            # Who has waited so long is as patient from here on as anyone: exponential patience forgets.
            else waited + chance.exponential(live.patience_seconds, waited.size)
        )
        before = Contacts(
            np.concatenate((np.zeros(live.busy), now - waited)),
            np.concatenate((np.ones(live.busy, np.int64), np.zeros(waited.size, np.int64))),
            chance.standard_exponential(size),
            np.concatenate((np.full(live.busy, np.inf), patient)),
            # Nobody who waits already is offered a call-back now.
            np.ones(size),
        )
        found.append(_joined(before, coming))
    return found


def _joined(before: Contacts, coming: Contacts) -> Contacts:
    names = Contacts.__dataclass_fields__
    both = Contacts(*(np.concatenate((getattr(before, name), getattr(coming, name))) for name in names))
    return replace(both, kind=both.kind.astype(np.int64))
