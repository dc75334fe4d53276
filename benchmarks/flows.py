"""Whether the verifier is right, and how fast: random flows against walks and a second search, mutants, sizes.

    ./dev bench flows [flows] [walks a safe flow]

Random flows are judged twice: by the verifier, and by a brute-force search written apart from it. Flows
called safe are walked by random callers, who may turn silent, confused or press 0 at any moment. Every edge
of the shipped flows is broken in three ways. Times are processor seconds of this process.
"""

from __future__ import annotations

import random
import re
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
    "city-hall: settled: drop of done": "the key says the same, and words that are a miss lead to a person",
    "transit: card_number: drop of person": "0 taken as the number leads to the line of people that follows",
    "transit: refunds: self-loop of full": "waiting in the same line is waiting for a person",
    "transit: lost_call: drop of no_number": "the number was asked for just before, so it is always there",
    "transit: lost_call: hang-up of no_number": "the number was asked for just before, so it is always there",
    "transit: lost_call: self-loop of no_number": "the number was asked for just before, so it is always there",
}


# The same for the twins of other dialects, by what is broken there.
EQUIVALENT_IN_TWINS = {
    r"self-loop of (nobody answers|at capacity|cannot be queued)$": "waiting in the same line is waiting for a person",
    r"Trigger: .* of incomingCall$": "callers enter where the call leads, and the trigger itself is not walked",
    r"town 2: self-loop of next$": "who leaves the menu below of their own will is in it again, and 0 works there",
    r"(waits|waits 1|damage_form|start): drop of (?!0$)": "what is not offered is not understood, and that leads to a person",
    r"book\.seats: drop of ": "what is not taken is not understood, and that leads to a person",
    r"main-menu,s,\d: drop of [12]$": "a key that is not offered leads to a person; what the recording says is not in the file",
    r"main-menu,s,4: self-loop of [12]$": "the recording may say that the key repeats the menu; 0 and silence lead to a person",
}


def reason_in_twins(mutant: str) -> str:
    """Return why a mutant of a twin breaks no promise, or "" where it should have been caught."""
    return next((why for what, why in EQUIVALENT_IN_TWINS.items() if re.search(what, mutant)), "")


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
    return _mutation_of_twins() and share >= CAUGHT_GOAL


def _mutation_of_twins() -> bool:
    twins = [survivors(example(name)) for name in TWINS]
    alive = [name for left, _ in twins for name in left]
    reasons = {name: reason_in_twins(name) for name in alive}
    made = sum(made for _, made in twins)
    count = made - sum(1 for why in reasons.values() if why)
    share = 1 - sum(1 for why in reasons.values() if not why) / count
    print(f"{made} mutants of the twins of other dialects: {share:.1%} of the {count} that matter are caught "
          f"(limit {CAUGHT_GOAL:.0%})")  # fmt: skip
    for name, why in reasons.items():
        print(f"    survives: {name}: {why or 'not caught'}")
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
