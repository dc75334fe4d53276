"""The compiled event loop of the floor. One file on purpose: the compiled code on disk follows this file alone.

Between two arrivals three things happen: somebody finishes, shifts change, and, where it matters, a patience
ends. Who gives up without trying again needs no event: they are passed over when their turn would have come.
"""

from __future__ import annotations

import numpy as np
from numba import njit

WAITING, ANSWERED, GAVE_UP, CALLED_BACK, LEFT = range(5)
ENDLESS = np.inf
# How often one person calls in all.
MOST_ATTEMPTS = 4


@njit(cache=True)
def _push(times, codes, size, time, code):
    place = size
    while place > 0:
        above = (place - 1) // 2
        if times[above] <= time:
            break
        times[place] = times[above]
        codes[place] = codes[above]
        place = above
    times[place] = time
    codes[place] = code
    return size + 1


@njit(cache=True)
def _pop(times, codes, size):
    size -= 1
    time, code = times[size], codes[size]
    place = 0
    while True:
        child = 2 * place + 1
        if child >= size:
            break
        if child + 1 < size and times[child + 1] < times[child]:
            child += 1
        if times[child] >= time:
            break
        times[place] = times[child]
        codes[place] = codes[child]
        place = child
    times[place] = time
    codes[place] = code
    return size


@njit(cache=True)
def play_floor(
    at,
    kind,
    work,
    patience,
    luck,
    seconds_with,
    routes,
    priority,
    redial_share,
    redial_seconds,
    offer_after,
    offer_share,
    change_at,
    change_group,
    change_people,
):
    """Return (at, kind, wait, outcome, group) of every attempt, and busy seconds of each group.

    at, kind, work, patience, luck: of each contact, by time, (contacts,). seconds_with: (kinds, groups).
    routes: (kinds, groups), -1 for none. priority, redial_share, redial_seconds, offer_after (inf for never),
    offer_share: (kinds,). change_at, change_group, change_people: by time.
    """
    kinds, groups = seconds_with.shape
    contacts = at.size
    again = False
    watched = np.zeros(kinds, np.bool_)
    for k in range(kinds):
        watched[k] = redial_share[k] > 0.0 or offer_after[k] < ENDLESS
        again = again or redial_share[k] > 0.0
    room = contacts * 2 if again else contacts
    at_, kind_ = np.empty(room), np.empty(room, np.int64)
    work_, patience_, luck_ = np.empty(room), np.empty(room), np.empty(room)
    tried = np.ones(room, np.int64)
    at_[:contacts] = at
    kind_[:contacts] = kind
    work_[:contacts] = work
    patience_[:contacts] = patience
    luck_[:contacts] = luck
    wait, outcome = np.zeros(room), np.zeros(room, np.int64)
    served_by, following = np.full(room, -1, np.int64), np.full(room, -1, np.int64)
    people = 0
    for c in range(change_people.size):
        people += max(change_people[c], 0)
    heap_room = people + 1 + (2 * room if again or watched.any() else 0)
    heap_at, heap_code, heap = np.empty(heap_room), np.empty(heap_room, np.int64), 0

    # Queues 0 ... kinds - 1 hold who waits on the line, kinds ... 2 kinds - 1 who is to be called back.
    first, last = np.full(2 * kinds, -1, np.int64), np.full(2 * kinds, -1, np.int64)
    length = np.zeros(kinds, np.int64)
    idle, on, owed = np.zeros(groups, np.int64), np.zeros(groups, np.int64), np.zeros(groups, np.int64)
    busy = np.zeros(groups)

    used, arrived, changed = contacts, 0, 0
    while True:
        next_arrival = at_[arrived] if arrived < contacts else ENDLESS
        next_change = change_at[changed] if changed < change_at.size else ENDLESS
        next_event = heap_at[0] if heap > 0 else ENDLESS
        taker = -1
        freed = 0
        newcomer = -1
        if next_change <= next_event and next_change <= next_arrival:
            if next_change == ENDLESS:
                break
            now = next_change
            g = change_group[changed]
            more = change_people[changed]
            changed += 1
            on[g] += more
            if more > 0:
                back = min(more, owed[g])
                owed[g] -= back
                idle[g] += more - back
                taker, freed = g, more - back
            else:
                leaving = min(-more, idle[g])
                idle[g] -= leaving
                owed[g] += -more - leaving
        elif next_event <= next_arrival:
            now = next_event
            code = heap_code[0]
            heap = _pop(heap_at, heap_code, heap)
            if code < groups:
                if owed[code] > 0:
                    owed[code] -= 1
                else:
                    idle[code] += 1
                    taker, freed = code, 1
            else:
                i = (code - groups) // 2
                if (code - groups) % 2 == 1:
                    newcomer = i
                elif outcome[i] == WAITING:
                    k = kind_[i]
                    outcome[i] = GAVE_UP
                    wait[i] = patience_[i]
                    length[k] -= 1
                    share = redial_share[k]
                    if luck_[i] < share and tried[i] < MOST_ATTEMPTS and used < room:
                        j = used
                        used += 1
                        # What is left of the luck below the share is again even between 0 and 1.
                        luck_[j] = luck_[i] / share
                        at_[j] = now - redial_seconds[k] * np.log(1.0 - luck_[j])
                        kind_[j] = k
                        work_[j] = work_[i]
                        patience_[j] = patience_[i]
                        tried[j] = tried[i] + 1
                        heap = _push(heap_at, heap_code, heap, at_[j], groups + 2 * j + 1)
        else:
            now = next_arrival
            newcomer = arrived
            arrived += 1

        if newcomer >= 0:
            i = newcomer
            k = kind_[i]
            answered = False
            for place in range(groups):
                g = routes[k, place]
                if g < 0:
                    break
                if idle[g] > 0:
                    idle[g] -= 1
                    service = work_[i] * seconds_with[k, g]
                    busy[g] += service
                    outcome[i] = ANSWERED
                    served_by[i] = g
                    heap = _push(heap_at, heap_code, heap, now + service, g)
                    answered = True
                    break
            if not answered:
                queue = k
                if offer_after[k] < ENDLESS and luck_[i] < offer_share[k]:
                    pace = 0.0
                    for place in range(groups):
                        g = routes[k, place]
                        if g < 0:
                            break
                        pace += on[g] / seconds_with[k, g]
                    if (length[k] + 1) > offer_after[k] * pace:
                        queue = kinds + k
                if queue == k:
                    length[k] += 1
                    if watched[k] and patience_[i] < ENDLESS:
                        heap = _push(heap_at, heap_code, heap, now + patience_[i], groups + 2 * i)
                else:
                    patience_[i] = ENDLESS
                if last[queue] >= 0:
                    following[last[queue]] = i
                else:
                    first[queue] = i
                last[queue] = i

        while freed > 0 and taker >= 0:
            freed -= 1
            best, best_at, best_priority = -1, ENDLESS, np.int64(9_000_000_000)
            for queue in range(2 * kinds):
                k = queue % kinds
                if first[queue] < 0 or seconds_with[k, taker] == 0.0:
                    continue
                rank = priority[k] if queue < kinds else priority[k] + 1_000_000
                if rank > best_priority:
                    continue
                i = first[queue]
                while i >= 0 and (outcome[i] == GAVE_UP or at_[i] + patience_[i] <= now):
                    if outcome[i] == WAITING:
                        outcome[i] = GAVE_UP
                        wait[i] = patience_[i]
                        length[k] -= 1
                    i = following[i]
                first[queue] = i
                if i < 0:
                    last[queue] = -1
                    continue
                if rank < best_priority or at_[i] < best_at:
                    best, best_at, best_priority = queue, at_[i], rank
            if best < 0:
                break
            k = best % kinds
            i = first[best]
            first[best] = following[i]
            if first[best] < 0:
                last[best] = -1
            if best < kinds:
                length[k] -= 1
                outcome[i] = ANSWERED
            else:
                outcome[i] = CALLED_BACK
            idle[taker] -= 1
            wait[i] = now - at_[i]
            served_by[i] = taker
            service = work_[i] * seconds_with[k, taker]
            busy[taker] += service
            heap = _push(heap_at, heap_code, heap, now + service, taker)

    for i in range(used):
        if outcome[i] == WAITING:
            outcome[i] = GAVE_UP if patience_[i] < ENDLESS else LEFT
            wait[i] = patience_[i]
    return at_[:used], kind_[:used], wait[:used], outcome[:used], served_by[:used], busy
