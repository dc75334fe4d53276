"""The early warning on the calls of a bank, February 1999: onsets found at each rate of false alarms, beside echo and plan.

    ./dev bench capacity warning

Learned from the first fortnight, judged on the second; the target of each kind of day is set so that 15 % of the half-hours of the
first fortnight miss it. Every warning is given at least 30 minutes ahead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tests.corpora.technion import NAME, technion_records

from benchmarks.shared_data import missing, shared_data
from presszero.pure.simulation.alarms import held_alarms
from presszero.pure.simulation.judging import Told, curve, found_at, reliability
from presszero.pure.simulation.replaying import replay

ALARMS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 2.5)
STRETCH_SHARE, STRETCH_ALARMS = 0.6, 1.0
SHOWN = {
    "alarm": "warning",
    "told": "  nothing held",
    "echo": "echo",
    "echo_held": "  held like ours",
    "plan": "plan",
}


def main(_: list[str]) -> int:
    """Print the curve and the reliability; return 0 when ours is above both at every rate."""
    if shared_data(NAME) is None:
        print(missing(NAME))
        return 0
    found = replay(technion_records(), learn_days=range(14))
    print(", ".join(f"{kind} {share:.0%} in 20 s" for kind, share in sorted(found.targets.items())))
    onsets, missed = sum(one.is_onset for one in found.told), sum(one.missed for one in found.told)
    print(f"{len(found.told)} half-hours judged, {missed} missed, {onsets} onsets")
    curves = {name: curve(getattr(found, name), 1800) for name in ("alarm", "told", "echo", "plan")}
    curves["echo_held"] = curve(held_alarms(_as_chances(found.echo)), 1800)
    print(f"{'false alarms in 8 h':<22}" + "".join(f"{alarms:>7g}" for alarms in ALARMS))
    for name, shown in SHOWN.items():
        print(f"{shown:<22}" + "".join(f"{found_at(curves[name], alarms):>7.0%}" for alarms in ALARMS))
    for alarms in ALARMS:
        best = max(
            (point for point in curves["alarm"] if point.false_alarms <= alarms),
            key=lambda one: one.found_share,
        )
        print(f"  at {alarms:g}: warn from {best.score:.0%}, precision {best.precision:.0%}")
    for row in reliability(found.told):
        print(
            f"  told {row['mean_chance']:.0%} on average {row['told']} times: came true {row['came_true']:.0%}"
        )
    below = [
        alarms
        for alarms in ALARMS
        if found_at(curves["alarm"], alarms)
        < max(found_at(curves[name], alarms) for name in ("echo", "plan"))
    ]
    reached = found_at(curves["alarm"], STRETCH_ALARMS)
    print(f"below echo or plan at: {', '.join(map(str, below)) or 'no rate'}")
    print(f"stretch: {STRETCH_SHARE:.0%} at {STRETCH_ALARMS:g}: {reached:.0%}")
    return 1 if below else 0


def _as_chances(told: Sequence[Told]) -> list[Told]:
    """Return the echo, whose scores are shares of the target with a minus, as chances in the same order."""
    return [replace(one, score=min(max(1 + one.score / 3, 0.01), 0.99)) for one in told]
