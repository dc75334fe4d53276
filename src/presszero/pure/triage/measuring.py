"""How well messages are sorted: the figures of `presszero triage evaluate` and of a model card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Doubles = npt.NDArray[np.float64]

BINS = 15
FIRST_FEW = 3


@dataclass(frozen=True)
class Figures:
    """What a model did on messages it never saw; shares from 0 to 1.

    accuracy, macro_f1, top3, ece: of messages that belong to a topic, nothing refused. ece: expected calibration
    error of the first topic's probability, 15 bins of equal count. accepted_share: how many of them were not refused.
    oos_recall_at_95: how many out-of-scope messages were refused, oos_auroc: how well they are told apart;
    None where no out-of-scope messages were given.
    """

    accuracy: float
    macro_f1: float
    top3: float
    ece: float
    accepted_share: float
    oos_recall_at_95: float | None
    oos_auroc: float | None

    def as_json(self) -> dict[str, Any]:
        return {name: value if value is None else round(value, 4) for name, value in asdict(self).items()}


def figures(
    chances: Doubles,
    truth: npt.NDArray[np.intp],
    typical: Doubles,
    typical_outside: Doubles | None,
    accepted_share: float,
) -> Figures:
    """Return the figures. chances: (messages, topics); truth: the right topic's place, -1 for one never learned."""
    said = chances.argmax(axis=1)
    refused_below = 1 - accepted_share
    return Figures(
        accuracy=float((said == truth).mean()),
        macro_f1=macro_f1(said, truth),
        top3=float((np.argsort(-chances, axis=1)[:, :FIRST_FEW] == truth[:, None]).any(axis=1).mean()),
        ece=calibration_error(chances.max(axis=1), said == truth),
        accepted_share=float((typical > refused_below).mean()),
        oos_recall_at_95=None
        if typical_outside is None
        else float((typical_outside <= refused_below).mean()),
        oos_auroc=None if typical_outside is None else area_under(typical, typical_outside),
    )


def macro_f1(said: npt.NDArray[np.intp], truth: npt.NDArray[np.intp]) -> float:
    """Return the mean over all topics of F1, the balance of precision and recall."""
    return float(np.mean([_f1(said == topic, truth == topic) for topic in np.union1d(said, truth)]))


def _f1(said: npt.NDArray[np.bool_], truth: npt.NDArray[np.bool_]) -> float:
    return float(2 * (said & truth).sum() / (said.sum() + truth.sum()))


def calibration_error(chance: Doubles, right: npt.NDArray[np.bool_]) -> float:
    """Return how far probabilities are off on average: 15 bins of equal count, each weighed by its count.

    >>> calibration_error(np.full(30, 0.8), np.array([True, True, True, True, False] * 6))
    0.16
    """
    bins = np.array_split(np.argsort(chance, kind="stable"), BINS)
    off = sum(len(one) * abs(chance[one].mean() - right[one].mean()) for one in bins if len(one))
    return float(round(off / len(chance), 6))


def area_under(inside: Doubles, outside: Doubles) -> float:
    """Return the chance that a message of a topic looks more like one than a message of none; ties count half."""
    both = np.sort(np.concatenate((inside, outside)))
    ranks = (np.searchsorted(both, inside, side="left") + np.searchsorted(both, inside, side="right") + 1) / 2
    wins = ranks.sum() - len(inside) * (len(inside) + 1) / 2
    return float(wins / (len(inside) * len(outside)))


def places(topics: Sequence[str], names: Sequence[str]) -> npt.NDArray[np.intp]:
    """Return the place of each topic among the names, -1 where it is not there."""
    place = {name: at for at, name in enumerate(names)}
    return np.array([place.get(topic, -1) for topic in topics], dtype=np.intp)
