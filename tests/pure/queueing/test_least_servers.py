"""The least people for a target: one fewer breaks it, at every target, judged in 50 digits."""

from __future__ import annotations

import numpy as np
import pytest
from tests.pure.queueing.fifty_digits import measured

from presszero.pure.errors import BadInput
from presszero.pure.queueing.errors import TargetOutOfReach
from presszero.pure.queueing.lines import Line, least_servers, measure_line
from presszero.pure.queueing.targets import ANSWERED, PATIENT, Target, target_from


def random_cases(count: int, seed: int) -> list[tuple[Line, float, float]]:
    """Return (line, share, within) of so many lines small and large, with targets from lax to strict."""
    chance = np.random.default_rng(seed)
    cases = []
    for _ in range(count):
        handling = chance.uniform(30, 600)
        offered = np.exp(chance.uniform(np.log(0.05), np.log(150)))
        patience = chance.uniform(15, 900) if chance.random() < 0.5 else None
        line = Line(offered * 3600 / handling, handling, patience)
        cases.append((line, float(chance.choice([0.1, 0.3, 0.5, 0.8, 0.9, 0.99])), chance.uniform(0, 120)))
    return cases


def is_least(line: Line, share: float, within: float) -> bool:
    """Return whether least_servers keeps the target and one fewer does not, in 50 digits."""
    enough = least_servers(line, Target(share=share, within_seconds=within))

    def keeps(servers: int) -> bool:
        if line.patience_seconds is None and servers <= line.offered_erlangs:
            return False
        if servers == 0:
            return bool(np.exp(-within / line.patience_seconds) <= 1 - share)
        rate = line.arrivals_per_hour / 3600
        found = measured(rate, line.handling_seconds, line.patience_seconds, servers, within)
        return bool(found.later_share <= 1 - share)

    return keeps(enough) and (enough == 0 or not keeps(enough - 1))


def test_random_lines_get_the_least() -> None:
    assert all(is_least(*case) for case in random_cases(150, seed=20))


@pytest.mark.parametrize(
    "target",
    [
        Target(share=0.8, definition=ANSWERED),
        Target(share=0.8, definition=PATIENT),
        Target(abandoned_share=0.02),
        Target(mean_wait_seconds=4.0),
        Target(answer_seconds=4.0),
        Target(occupancy=0.8),
        Target(wait_chance=0.25),
        Target(share=0.5, occupancy=0.85, abandoned_share=0.05),
    ],
    ids=lambda target: target.in_words(),
)
@pytest.mark.parametrize("patience", [None, 150.0])
def test_every_kind_of_target_gets_the_least(target: Target, patience: float | None) -> None:
    line = Line(720, 240, patience)
    enough = least_servers(line, target)
    assert keeps(line, target, enough)
    assert not keeps(line, target, enough - 1)


def keeps(line: Line, target: Target, servers: int) -> bool:
    """Return whether every part of the target holds, told from the measures as a reader would."""
    found = measure_line(line, servers, target.within_seconds)
    answered = found.answered_within_share
    shares = {
        "waited": 1 - found.later_share,
        "answered": answered,
        "patient": answered / (answered + found.later_share),
    }
    return (
        found.mean_wait_seconds < float("inf")
        and (target.share is None or shares[target.definition] >= target.share)
        and (target.abandoned_share is None or found.abandoned_share <= target.abandoned_share)
        and (target.mean_wait_seconds is None or found.mean_wait_seconds <= target.mean_wait_seconds)
        and (target.answer_seconds is None or found.answer_seconds <= target.answer_seconds)
        and (target.occupancy is None or found.occupancy <= target.occupancy)
        and (target.wait_chance is None or found.wait_chance <= target.wait_chance)
    )


def test_low_target_takes_no_server_too_many() -> None:
    # A search that starts at the load rounded up and one more cannot find this.
    line = Line(arrivals_per_hour=61, handling_seconds=60)
    assert least_servers(line, Target(share=0.3, within_seconds=60)) == 2


def test_patient_enough_for_nobody_to_be_needed() -> None:
    assert least_servers(Line(100, 60, patience_seconds=1), Target(share=0.3, within_seconds=60)) == 0


def test_target_nobody_reaches_is_told() -> None:
    with pytest.raises(TargetOutOfReach, match="ask for less"):
        least_servers(Line(100, 60, 60), Target(occupancy=0.0))


def test_target_reads_as_people_write_it() -> None:
    target = target_from("80/20", occupancy=0.85)
    assert (target.share, target.within_seconds, target.occupancy) == (0.8, 20.0, 0.85)
    assert "80% in 20 seconds (waited at most that long" in target.in_words()
    with pytest.raises(BadInput, match="such as 80/20"):
        target_from("eighty")
