"""Whether the verifier is right, and how fast: random flows against walks and a second search, mutants, sizes.

    ./dev bench flows [flows] [walks a safe flow]

Random flows are judged twice: by the verifier, and by a brute-force search written apart from it. Flows
called safe are walked by random callers, who may turn silent, confused or press 0 at any moment. Every edge
of the shipped flows is broken in three ways. Times are processor seconds of this process.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from datetime import date
from typing import Any

from tests.pure.flowgraph.brute_force import is_trap
from tests.pure.flowgraph.flows import SHIPPED, TWINS, example
from tests.pure.flowgraph.mutants import survivors
from tests.pure.flowgraph.random_flows import random_flow
from tests.pure.flowgraph.walking import Contradicted, walk

from benchmarks.flows_saving import saving
from presszero.pure.flowgraph.building import build
from presszero.pure.flowgraph.calendars import calendar_from
from presszero.pure.flowgraph.language import Flow
from presszero.pure.flowgraph.verifying import verify

CAUGHT_GOAL = 0.95
SAVE_SECONDS, LARGE_SECONDS = 0.2, 5.0


def main(flows: int = 20_000, walks: int = 9) -> int:
    """Measure, print each figure beside its limit, and return 0 when all are met."""
    met = [_speed(), saving(chain(195)), _mutation(), _soundness(flows, walks)]
    return 0 if all(met) else 1


def _soundness(flows: int, walks: int) -> bool:
    verdicts: Counter[str] = Counter()
    walked = contradicted = differing = 0
    spent = {"verifier": 0.0, "brute force": 0.0}
    for seed in range(flows):
        written = random_flow(seed)
        graph = build(Flow.model_validate(written))
        begun = time.process_time()
        verdict = verify(graph).verdict
        spent["verifier"] += time.process_time() - begun
        begun = time.process_time()
        differing += (verdict == "trap") != is_trap(written)
        spent["brute force"] += time.process_time() - begun
        verdicts[verdict] += 1
        dice = random.Random(seed)
        for _ in range(walks if verdict == "safe" else 0):
            walked += 1
            try:
                walk(graph, dice)
            except Contradicted:
                contradicted += 1
    print(f"{flows:,} random flows: {dict(verdicts)}; the second search differs on {differing} (limit 0)")
    print(f"{walked:,} random walks through safe flows: {contradicted} contradictions (limit 0)")
    print("processor seconds: " + ", ".join(f"{who} {seconds:.1f}" for who, seconds in spent.items()))
    return not differing and not contradicted


# Mutants that break no promise, each with the reason why they are no finding.
EQUIVALENT = {
    "transit: card_number: drop of person": "0 taken as the number leads to the line of people that follows",
    "transit: refunds: self-loop of full": "waiting in the same line is waiting for a person",
    "transit: lost_call: drop of no_number": "the number was asked for just before, so it is always there",
    "transit: lost_call: hang-up of no_number": "the number was asked for just before, so it is always there",
    "transit: lost_call: self-loop of no_number": "the number was asked for just before, so it is always there",
}


def _mutation() -> bool:
    alive: list[str] = []
    count = 0
    for name in SHIPPED:
        left, made = survivors(example(name))
        alive, count = alive + left, count + made
    same = [name for name in alive if name in EQUIVALENT]
    missed = [name for name in alive if name not in EQUIVALENT]
    share = 1 - len(missed) / (count - len(same))
    print(f"{count} mutants of the shipped flows: {share:.1%} of the {count - len(same)} that matter are caught "
          f"(limit {CAUGHT_GOAL:.0%})")  # fmt: skip
    for name in alive:
        print(f"    survives: {name}: {EQUIVALENT.get(name, 'not caught')}")
    twins = [survivors(example(name)) for name in TWINS]
    made, left_over = sum(count for _, count in twins), sum(len(left) for left, _ in twins)
    print(
        f"{made} mutants of the repaired twins of other dialects: {left_over} give no finding (no limit is set)"
    )
    return share >= CAUGHT_GOAL


def _speed() -> bool:
    met = []
    day = {"daily": "08:00-18:00", "exceptions": {date(2026, 12, 24): "08:00-12:00"}}
    cover = {"daily": "08:00-20:00"}
    data = {"zone": "Europe/Berlin", "from": date(2026, 1, 1), "until": date(2026, 12, 31)}
    calendar = calendar_from(
        {**data, "hours": {"town": day}, "cover": {"desk": cover}}, today=date(2026, 1, 1)
    )
    for menus, limit, given in ((195, SAVE_SECONDS, calendar), (6_000, LARGE_SECONDS, None)):
        graph = build(Flow.model_validate(chain(menus)))
        times = []
        for _ in range(5 if given else 2):
            begun = time.process_time()
            verdict = verify(graph, calendar=given)
            times.append(time.process_time() - begun)
        met.append(min(times) <= limit)
        print(
            f"{len(graph.nodes):,} nodes, {verdict.states:,} states, {'a year of hours, ' if given else ''}"
            f"{verdict.verdict}, staffing {verdict.staffing}: {min(times) * 1000:,.0f} ms at best, "
            f"{max(times) * 1000:,.0f} ms at worst (limit {limit * 1000:,.0f} ms)"
        )
    return all(met)


def chain(menus: int) -> dict[str, Any]:
    """Return a flow of menus, each leading to the next, with an hours node before the people."""
    nodes: dict[str, Any] = {
        "hours": {"kind": "hours", "hours": "town", "open": "desk", "closed": "call"},
        "desk": {"kind": "queue", "team": "desk"},
        "call": {"kind": "callback", "team": "desk", "number": "caller", "no_number": "mail", "due_hours": 4},
        "mail": {"kind": "voicemail", "team": "desk"},
    }
    for number in range(menus):
        after = f"m{number + 1}" if number + 1 < menus else "hours"
        nodes[f"m{number}"] = {"kind": "menu", "keys": {"1": after, "2": "hours"}, "retries": 2}
    return {"presszero": 1, "flow": "chain", "start": "m0", "person": "hours", "nodes": nodes}


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:])))
