"""The night as a loop over vehicles: who waits, who boards, who walks on, who is left. Compiled on first use.

Imported only when a night is simulated: numba weighs too much for a process that only reads.
"""

from __future__ import annotations

import numpy as np
from numba import njit

WAITING, BOARDED, GAVE_UP = 0, 1, 2
NOBODY = -1


@njit(cache=True, nogil=True)
def run_night(
    seed,
    riders,
    release_at,
    release_share,
    way_shares,
    told_share,
    first_stand,
    told_weights,
    walk,
    between,
    call_vehicle,
    call_stand,
    call_seconds,
    free,
    serves,
    calls_there,
    seconds_to_board,
    late_share,
    mean_delay,
    patience,
    spill_share,
):
    """Return (came, went, became, stand, vehicle) of each rider.

    came: seconds at which a rider stood at the first stop; went: when they boarded or gave up. All chance is drawn
    before the first vehicle and in the same order whatever the vehicles are, so that two plans meet the same crowd.
    """
    np.random.seed(seed)
    ways, stands, vehicles = way_shares.size, walk.size, free.size
    came, at = np.empty(riders), np.empty(riders)
    way, told = np.empty(riders, np.int64), np.zeros(riders, np.bool_)
    spills, limit = np.empty(riders, np.bool_), np.empty(riders)
    stand = np.empty(riders, np.int64)
    # Sorted chance by spacings: the release is in order without sorting.
    spent, whole = np.empty(riders + 1), 0.0
    for rider in range(riders + 1):
        whole += -np.log(1.0 - np.random.random())
        spent[rider] = whole
    shares, told_sums = np.cumsum(way_shares), told_weights
    for rider in range(riders):
        released = np.interp(spent[rider] / whole, release_share, release_at)
        chance = np.random.random() * shares[-1]
        mine = 0
        while mine < ways - 1 and chance > shares[mine]:
            mine += 1
        way[rider] = mine
        told[rider] = np.random.random() < told_share
        pick = np.random.random()
        spills[rider] = np.random.random() < spill_share
        limit[rider] = -np.log(1.0 - np.random.random()) * patience
        chosen = first_stand[mine]
        if told[rider] and told_sums[mine, stands - 1] > 0:
            pick *= told_sums[mine, stands - 1]
            chosen = 0
            while chosen < stands - 1 and pick > told_sums[mine, chosen]:
                chosen += 1
        stand[rider] = chosen
        came[rider] = at[rider] = released + walk[chosen]

    late = np.zeros(vehicles)
    for vehicle in range(vehicles):
        is_late, by = np.random.random() < late_share, -np.log(1.0 - np.random.random())
        if is_late:
            late[vehicle] = by * mean_delay
    calls = call_seconds.size
    planned = np.empty(calls)
    for call in range(calls):
        planned[call] = call_seconds[call] + late[call_vehicle[call]]
    order = np.argsort(planned, kind="mergesort")

    # Streams of riders on their way to a stand, each in order of time: from the venue, and from each other stand.
    streams = stands + 1
    head = np.full((stands, ways, streams), NOBODY)
    tail = np.full((stands, ways, streams), NOBODY)
    front, back = np.full((stands, ways), NOBODY), np.full((stands, ways), NOBODY)
    following = np.full(riders, NOBODY)
    for rider in range(riders):
        here, mine = stand[rider], way[rider]
        if head[here, mine, stands] == NOBODY:
            head[here, mine, stands] = rider
        else:
            following[tail[here, mine, stands]] = rider
        tail[here, mine, stands] = rider

    became, went = np.zeros(riders, np.int64), np.full(riders, np.inf)
    taken_by = np.full(riders, NOBODY)
    room, dwelt = free.copy(), np.zeros(vehicles)
    asked = np.full((stands, ways), NOBODY)
    for call in order:
        vehicle, here = call_vehicle[call], call_stand[call]
        now = planned[call] + dwelt[vehicle]
        opened = now
        while room[vehicle] >= 1.0:
            best, best_at = NOBODY, np.inf
            for mine in range(ways):
                if not serves[vehicle, mine]:
                    continue
                _gather(here, mine, now, head, tail, front, back, following, at, stands)
                rider = front[here, mine]
                while rider != NOBODY and opened - came[rider] > limit[rider]:
                    front[here, mine] = following[rider]
                    became[rider], went[rider] = GAVE_UP, came[rider] + limit[rider]
                    rider = front[here, mine]
                if rider != NOBODY and at[rider] < best_at:
                    best, best_at = mine, at[rider]
            if best == NOBODY:
                break
            rider = front[here, best]
            front[here, best] = following[rider]
            became[rider], went[rider], taken_by[rider] = BOARDED, max(opened, at[rider]), vehicle
            stand[rider] = here
            room[vehicle] -= 1.0
            now += seconds_to_board
        dwelt[vehicle] += now - opened
        if room[vehicle] < 1.0:
            for mine in range(ways):
                if serves[vehicle, mine]:
                    _gather(here, mine, now, head, tail, front, back, following, at, stands)
                    _walk_on(
                        here, mine, now, head, tail, front, back, following, at, asked, told, spills, between,
                        calls_there, stand, taken_by, became,
                    )  # fmt: skip
    for rider in range(riders):
        if became[rider] == WAITING and came[rider] + limit[rider] < planned[order[calls - 1]]:
            became[rider], went[rider] = GAVE_UP, came[rider] + limit[rider]
    return came, went, became, stand, taken_by


@njit(cache=True)
def _gather(here, mine, now, head, tail, front, back, following, at, stands):
    """Put everyone who has reached the stand by now in line, in the order of their coming."""
    while True:
        best, best_at = NOBODY, np.inf
        for stream in range(stands + 1):
            rider = head[here, mine, stream]
            if rider != NOBODY and at[rider] <= now and at[rider] < best_at:
                best, best_at = stream, at[rider]
        if best == NOBODY:
            return
        rider = head[here, mine, best]
        head[here, mine, best] = following[rider]
        following[rider] = NOBODY
        if front[here, mine] == NOBODY:
            front[here, mine] = rider
        else:
            following[back[here, mine]] = rider
        back[here, mine] = rider


@njit(cache=True)
def _walk_on(
    here, mine, now, head, tail, front, back, following, at, asked, told, spills, between, calls_there, stand,
    taken_by, became,
):  # fmt: skip
    """Let those who are left standing for the first time walk to another stand, where they will and it is sooner."""
    # The vehicle that left them standing is still in the timetable at this second.
    there, soonest = NOBODY, _next_call(calls_there, here, mine, now + 1.0)
    for other in range(between.shape[0]):
        if other != here and between[here, other] < np.inf:
            next_there = _next_call(calls_there, other, mine, now + between[here, other])
            if next_there < soonest:
                there, soonest = other, next_there
    # Whoever was asked before stays in line; the others stand behind the last of them.
    before = asked[here, mine]
    if before != NOBODY and became[before] != WAITING:
        before = NOBODY
    rider = front[here, mine] if before == NOBODY else following[before]
    while rider != NOBODY:
        after = following[rider]
        # A stop out of sight is known to those who were told; one within two minutes is seen by all.
        knows = there != NOBODY and (told[rider] or between[here, there] <= 120.0)
        if knows and spills[rider]:
            if before == NOBODY:
                front[here, mine] = after
            else:
                following[before] = after
            if back[here, mine] == rider:
                back[here, mine] = before
            spills[rider], at[rider], following[rider] = False, now + between[here, there], NOBODY
            stand[rider] = there
            if head[there, mine, here] == NOBODY:
                head[there, mine, here] = rider
            else:
                following[tail[there, mine, here]] = rider
            tail[there, mine, here] = rider
        else:
            before = rider
        rider = after
    asked[here, mine] = before


@njit(cache=True)
def _next_call(calls_there, here, mine, now):
    """Return when the next scheduled vehicle for this way calls at the stand; inf after the last."""
    times = calls_there[here, mine]
    place = np.searchsorted(times, now)
    return times[place] if place < times.size else np.inf
