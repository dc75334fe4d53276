"""Runs among the peers: the bank's cover by pyworkforce's MinRequiredResources."""

from __future__ import annotations

import json
import sys
import time

HALF_HOURS = 28


def main() -> None:
    """Read {"required": (days, half-hours)} and answer {"paid", "status", "seconds"}."""
    from pyworkforce.scheduling import MinRequiredResources

    required = json.load(sys.stdin)["required"]
    shifts, paid = {}, {}
    for name, slots, starts in (("8", 17, 12), ("6", 12, 17), ("4", 8, 21)):
        for start in range(starts):
            for lunch in range(7, 11) if name == "8" else [None]:
                worked = [
                    start <= slot < start + slots and slot - start != lunch for slot in range(HALF_HOURS)
                ]
                key = f"{name}-{start}-{lunch}"
                shifts[key], paid[key] = [int(one) for one in worked], sum(worked)
    began = time.perf_counter()
    scheduler = MinRequiredResources(
        num_days=len(required),
        periods=HALF_HOURS,
        shifts_coverage=shifts,
        required_resources=required,
        cost_dict=paid,
        max_period_concurrency=10_000,
        max_shift_concurrency=10_000,
        max_search_time=60.0,
    )
    solution = scheduler.solve()
    cost = sum(paid[one["shift"]] * one["resources"] for one in solution["resources_shifts"])
    json.dump(
        {"paid": cost, "status": solution["status"], "seconds": time.perf_counter() - began}, sys.stdout
    )


if __name__ == "__main__":
    main()
