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
KEPT_SHORT = {
    WAITED: "wait at most {seconds:g} s",
    ANSWERED: "are answered within {seconds:g} s",
    PATIENT: "of those who stay as long are answered within {seconds:g} s",
}

CAPS = {
    "abandoned_share": ("giving up", "%"),
    "mean_wait_seconds": ("mean wait", "s"),
    "answer_seconds": ("mean wait of the answered", "s"),
    "occupancy": ("occupancy", "%"),
    "wait_chance": ("chance of waiting", "%"),
}
# What somebody who asks for nothing at all may ask for instead.
LEAST_ASKED = {
    "abandoned_share": 0.001,
    "wait_chance": 0.001,
    "mean_wait_seconds": 0.1,
    "answer_seconds": 0.1,
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

    def counts(self, measures: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return which part of each line's contacts is kept, and of which part the definition speaks, (lines,) each.

        measures: rows WAITS ... QUEUE of queueing.kernels, (lines, 8). The service level is kept by spoken of.
        """
        within, longer = measures[:, kernels.ANSWERED_WITHIN], measures[:, kernels.WAITS_LONGER]
        spoken_of = within + longer if self.definition == PATIENT else np.ones(len(measures))
        return (1 - longer if self.definition == WAITED else within), spoken_of

    def kept_in_words(self) -> str:
        """Return what those do whom the share counts, in a few words.

        >>> Target(share=0.8, within_seconds=20).kept_in_words()
        'wait at most 20 s'
        """
        return KEPT_SHORT[self.definition].format(seconds=self.within_seconds)

    def never_kept(self, *, gives_up: bool) -> str | None:
        """Return the first part that asks for nothing at all, which no number of people keeps; None where none does.

        gives_up: whether anybody does. Contacts come by chance, so all may be busy for a while, however many there are.
        """
        parts = [name for name in LEAST_ASKED if getattr(self, name) == 0]
        return next((name for name in parts if gives_up or name != "abandoned_share"), None)

    def in_words(self) -> str:
        """Return the target as one says it, with the definition of its service level."""
        parts = []
        if self.share is not None:
            parts.append(
                f"{100 * self.share:.6g}% in {self.within_seconds:g} seconds ({DEFINITIONS[self.definition]})"
            )
        parts += [in_words for name in CAPS if (in_words := self.cap_in_words(name))]
        return ", ".join(parts) or "no target"

    def cap_in_words(self, name: str) -> str:
        """Return one of CAPS as one says it; nothing where it is not asked for."""
        most, (words, unit) = getattr(self, name), CAPS[name]
        if most is None:
            return ""
        return f"{words} at most {100 * most:.6g}%" if unit == "%" else f"{words} at most {most:g} s"


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
    if share == 1.0 and 0 <= within < float("inf"):
        raise BadInput(
            f"The target {written!r} asks that nobody waits longer, which no number of people keeps while contacts come "
            f"by chance; write less, such as 99/{seconds.strip()}.",
            field="target",
        )
    if not (0 < share < 1 and 0 <= within < float("inf")):
        raise BadInput(
            f"The target {written!r} cannot be read; write percent/seconds, such as 80/20.", field="target"
        )
    return Target(share=share, within_seconds=within, **others)  # type: ignore[arg-type]
