"""Contacts a second: one line with abandonment beside simpy and ciw, ten kinds on twenty groups, and a week a hundred times.

./dev bench capacity simulation
"""

from __future__ import annotations

import time

import numpy as np

from benchmarks.peers import ask_peer
from presszero.pure.queueing.lines import Line, measure_line
from presszero.pure.simulation.contacts import draw_contacts
from presszero.pure.simulation.floor import Floor, Group, Kind
from presszero.pure.simulation.one_line import play_line
from presszero.pure.simulation.running import play, play_until

GOAL_LINE, GOAL_SKILLS, GOAL_WEEK_SECONDS = 8e6, 1e6, 10.0
LINE, SERVERS = Line(105 * 60, 60, 120), 100
INTERVALS, KINDS, GROUPS = 336, 10, 20


def main(_: list[str]) -> int:
    """Print each measure beside its goal, in time of one processor; return 0 when all are met."""
    return 0 if all([_one_line(), _skills(), _week()]) else 1


def _one_line() -> bool:
    play_line(LINE, SERVERS, 1000, np.random.default_rng(1))
    began = time.process_time()
    seen = play_line(LINE, SERVERS, 10_000_000, np.random.default_rng(1))
    speed = 10_000_000 / (time.process_time() - began)
    exact = measure_line(LINE, SERVERS)
    print(f"M/M/100+M: {speed / 1e6:.1f} M contacts/s (goal {GOAL_LINE / 1e6:g})")
    print(f"  gave up {seen.abandoned_share:.5f}, exact {exact.abandoned_share:.5f}")
    for name, their_speed in (ask_peer("peers_simulation", {"contacts": 100_000}) or {}).items():
        print(f"  {name}: {their_speed / 1e3:.0f} k contacts/s, ours {speed / their_speed:.0f} times as fast")
    return speed >= GOAL_LINE


def floor(arrivals: float, people: int) -> Floor:
    """Return ten kinds on twenty groups with one to four skills."""
    chance = np.random.default_rng(5)
    kinds = [
        Kind(f"kind {k}", np.full(INTERVALS, arrivals), 240, patience_seconds=300, priority=k % 3)
        for k in range(KINDS)
    ]
    groups = []
    for g in range(GROUPS):
        skills = {f"kind {k}": 1.0 for k in chance.choice(KINDS, 1 + g % 4, replace=False)}
        groups.append(Group(f"group {g}", {f"kind {g % KINDS}": 1.0, **skills}, np.full(INTERVALS, people)))
    return Floor(kinds, groups)


def _skills() -> bool:
    asked = floor(300.0, 20)
    contacts = draw_contacts(asked, np.random.default_rng(1))
    play(asked, contacts)
    began = time.process_time()
    seen = play(asked, contacts)
    speed = contacts.at.size / (time.process_time() - began)
    waited = float(np.mean(seen.wait > 0))
    print(
        f"{KINDS} kinds on {GROUPS} groups: {speed / 1e6:.1f} M contacts/s (goal {GOAL_SKILLS / 1e6:g}), {waited:.0%} wait"
    )
    return speed >= GOAL_SKILLS


def _week() -> bool:
    asked = floor(50_000 / INTERVALS / KINDS, 1)
    began, cpu = time.perf_counter(), time.process_time()
    played = play_until(asked, seed=1, least=100, most=100)
    seconds, cpu_seconds = time.perf_counter() - began, time.process_time() - cpu
    level, width = played.service_level()
    print(
        f"a week of {played.offered.sum() / 100:,.0f} contacts, 100 times: {cpu_seconds:.1f} s of one processor, "
        f"{seconds:.1f} s on the clock (goal {GOAL_WEEK_SECONDS:g}); {level:.1%} in 20 s, half-width {width:.2%}"
    )
    return cpu_seconds <= GOAL_WEEK_SECONDS
