"""How surprising it is that so many of the newest messages are alike, when the days before let expect fewer.

Source: docs/sources.md#scan-statistic
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from presszero.pure.alike.rows import Floats

FEWEST = 2.5  # messages that are like it, counted by how like they are
PRIOR, PRIOR_MESSAGES = 1.0, 200  # what was never written about comes once in two hundred
WINDOWS = np.unique(np.round(4 * 1.3 ** np.arange(18)).astype(int))


@dataclass(frozen=True)
class Surprise:
    """nats: how much likelier so many are when something happened. window: the newest messages it was counted in.

    usual_share: of messages that were alike before, 0 to 1.
    """

    nats: float
    window: int
    usual_share: float


NONE = Surprise(0.0, 0, 1.0)


def share_of(likeness: Floats, between: tuple[float, float]) -> Floats:
    """Return 0 for what is less like than the first bound, 1 from the second on, and between them a part."""
    low, high = between
    shares: Floats = np.clip((likeness - low) / (high - low), 0, 1)
    return shares


def surprise_of(newest: Floats, total: float, before: int) -> Surprise:
    """Return the largest log likelihood ratio of two Poisson counts over windows of the newest messages.

    newest: shares of the last ones, the newest last. total: of all, before: how many all are.

    >>> surprise_of(np.array([0, 0, 0, 0, 1, 1, 1, 1]), 4.0, 1_000).window
    4
    """
    # At least as many before as within, or there is nothing to be surprised against.
    most = min(len(newest), before // 2)
    windows = WINDOWS[most >= WINDOWS]
    if not len(windows):
        return NONE
    found = np.cumsum(newest[::-1], dtype=float)[windows - 1]
    others = before - windows
    usual = np.maximum(total - found, 0) / np.maximum(others, 1) + PRIOR / (others + PRIOR_MESSAGES)
    expected = usual * windows
    many = (found > expected) & (found >= FEWEST)
    ratio = np.where(many, found * np.log(np.maximum(found, 1e-9) / expected) - (found - expected), 0.0)
    best = int(ratio.argmax())
    return Surprise(float(ratio[best]), int(windows[best]), float(usual[best]))
