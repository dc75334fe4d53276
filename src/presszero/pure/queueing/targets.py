"""What a line promises: a service level with its definition, and the caps beside it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from presszero.pure.errors import BadInput
from presszero.pure.queueing import kernels

WAITED, ANSWERED, PATIENT = "waited", "answered", "patient"
DEFINITIONS = {
    WAITED: "waited at most that long, answered or not, of all who came",
    ANSWERED: "answered within that time, of all who came",
    PATIENT: "answered within that time, of all who came less those who gave up within it",
}


@dataclass(frozen=True)
class Target:
    """Every part that is given must hold; None is no part.

    share: 0 to 1 of contacts, by definition, within within_seconds. The others are the most there may be:
    abandoned_share, mean_wait_seconds (over all contacts), answer_seconds (over the answered, ASA),
    occupancy and wait_chance.
    """

    share: float | None = None
    within_seconds: float = 20.0
    definition: str = WAITED
    abandoned_share: float | None = None
    mean_wait_seconds: float | None = None
    answer_seconds: float | None = None
    occupancy: float | None = None
    wait_chance: float | None = None

    def limits(self) -> np.ndarray:
        """Return the row of limits that the kernels compare with, (8,), nan where there is none."""
        row = np.full(8, np.nan)
        for place, most in (
            (kernels.WAITS, self.wait_chance),
            (kernels.GIVES_UP, self.abandoned_share),
            (kernels.MEAN_WAIT, self.mean_wait_seconds),
            (kernels.MEAN_ANSWER_WAIT, self.answer_seconds),
            (kernels.OCCUPANCY, self.occupancy),
        ):
            row[place] = np.nan if most is None else most
        if self.share is not None:
            place, limit = {
                WAITED: (kernels.WAITS_LONGER, 1.0 - self.share),
                ANSWERED: (kernels.ANSWERED_WITHIN, self.share),
                PATIENT: (kernels.PATIENT_ANSWERED, self.share),
            }[self.definition]
            row[place] = limit
        return row

    def in_words(self) -> str:
        """Return the target as one says it, with the definition of its service level."""
        parts = []
        if self.share is not None:
            parts.append(
                f"{100 * self.share:.6g}% in {self.within_seconds:g} seconds ({DEFINITIONS[self.definition]})"
            )
        for name, most, unit in (
            ("giving up", self.abandoned_share, "%"),
            ("mean wait", self.mean_wait_seconds, "s"),
            ("mean wait of the answered", self.answer_seconds, "s"),
            ("occupancy", self.occupancy, "%"),
            ("chance of waiting", self.wait_chance, "%"),
        ):
            if most is not None:
                parts.append(f"{name} at most {most:.1%}" if unit == "%" else f"{name} at most {most:g} s")
        return ", ".join(parts) or "no target"


def target_from(written: str, **others: float | str | None) -> Target:
    """Return the target that people write as 80/20: 80 % within 20 seconds.

    Raises BadInput for anything else.

    >>> target_from("80/20").share
    0.8
    """
    percent, _, seconds = written.partition("/")
    try:
        share, within = float(percent) / 100, float(seconds)
    except ValueError:
        share, within = -1.0, -1.0
    if not (0 < share < 1 and 0 <= within < float("inf")):
        raise BadInput(
            f"The target {written!r} cannot be read; write percent/seconds, such as 80/20.", field="target"
        )
    return Target(share=share, within_seconds=within, **others)  # type: ignore[arg-type]
