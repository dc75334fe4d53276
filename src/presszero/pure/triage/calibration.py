"""From raw scores to honest probabilities, and to a refusal with a known price.

Learned on messages that the scores were not learned from. The probability of the first topic is a logistic
regression on what its score looks like; a message is refused by conformal calibration: it looks less like
any topic than all but a chosen share of the held-out messages that did belong to one.

Source: docs/sources.md#conformal
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Doubles = npt.NDArray[np.float64]

LEAST_ODDS = 1e-6
STEPS = 30
RIDGE = 1.0


@dataclass(frozen=True)
class Outlook:
    """What scores look like, one value a message.

    scores: (messages, topics), higher is likelier. unknown: share of unknown words. nearest: mean likeness of
    the three nearest past cases. meant: (messages, 2) where a sentence model reads along: the same likeness by
    meaning, and how far inside the nearest topic a message lies; (messages, 0) without one.
    """

    scores: Doubles
    unknown: Doubles
    nearest: Doubles
    meant: Doubles = field(default_factory=lambda: np.zeros((0, 0)))

    def rows(self, which: npt.NDArray[np.intp] | npt.NDArray[np.bool_]) -> Outlook:
        """Return the outlook of some of the messages, by their places or by a mask."""
        meant = self.meant[which] if self.is_meant else self.meant
        return Outlook(self.scores[which], self.unknown[which], self.nearest[which], meant)

    @property
    def is_meant(self) -> bool:
        """Whether a sentence model read along."""
        return self.meant.shape[1] > 0

    def signs(self, sharpness: float) -> Doubles:
        """Return (messages, 5 or 7): log odds, best score, its lead, unknown words, nearness, and by meaning."""
        ordered = np.sort(self.scores, axis=1)
        best, lead = ordered[:, -1], ordered[:, -1] - ordered[:, -2]
        chance = np.clip(softmax(self.scores * sharpness).max(axis=1), LEAST_ODDS, 1 - LEAST_ODDS)
        read = np.column_stack((np.log(chance / (1 - chance)), best, lead, self.unknown, self.nearest))
        return np.hstack((read, self.meant)) if self.is_meant else read


@dataclass(frozen=True)
class Calibration:
    """How this model's scores are to be taken.

    sharpness: what scores are multiplied by before softmax. confidence: the logistic regression's weights, its
    constant last. centre, spread: of the signs of belonging. held: how much the held-out messages belonged,
    rising.
    """

    sharpness: float
    confidence: Doubles
    centre: Doubles
    spread: Doubles
    held: Doubles

    def probabilities(self, outlook: Outlook) -> Doubles:
        """Return (messages, topics), each line summing to 1, its largest where the score is largest."""
        shares = softmax(outlook.scores * self.sharpness)
        lines, first = np.arange(len(shares)), shares.argmax(axis=1)
        signs = outlook.signs(self.sharpness)
        sure = logistic(signs @ self.confidence[:-1] + self.confidence[-1])
        top = shares[lines, first]
        rest = np.maximum(1 - top, LEAST_ODDS)
        shares[lines, first] = 0
        second = shares.max(axis=1) / rest
        sure = np.clip(sure, second / (1 + second) + LEAST_ODDS, 1 - LEAST_ODDS)
        shares *= ((1 - sure) / rest)[:, None]
        shares[lines, first] = sure
        return shares / shares.sum(axis=1, keepdims=True)

    def belonging(self, outlook: Outlook) -> Doubles:
        """Return how much each message looks like one of the topics; no unit."""
        return ((_belonging_signs(outlook, self.sharpness) - self.centre) / self.spread).sum(axis=1)

    def typicality(self, outlook: Outlook) -> Doubles:
        """Return the conformal value of each message, above 0 to 1: small where it belongs nowhere."""
        below = np.searchsorted(self.held, self.belonging(outlook), side="right")
        return (1 + below) / (1 + len(self.held))


def calibrate(outlook: Outlook, truth: npt.NDArray[np.intp]) -> Calibration:
    """Learn how held-out scores are to be taken. truth: the place of the right topic, one a message."""
    sharpness = _sharpest(outlook.scores, truth)
    right = (outlook.scores.argmax(axis=1) == truth).astype(float)
    signs = _belonging_signs(outlook, sharpness)
    centre, spread = signs.mean(axis=0), np.maximum(signs.std(axis=0), 1e-9)
    belonging = np.sort(((signs - centre) / spread).sum(axis=1))
    return Calibration(sharpness, _logistic_fit(outlook.signs(sharpness), right), centre, spread, belonging)


def _belonging_signs(outlook: Outlook, sharpness: float) -> Doubles:
    """By words alone four signs; where a sentence model reads along its two and the best score tell more without them."""
    signs = outlook.signs(sharpness)
    if outlook.is_meant:
        return np.column_stack((signs[:, 1], outlook.meant))
    return np.column_stack((signs[:, 1], signs[:, 2], -signs[:, 3], signs[:, 4]))


def softmax(scores: Doubles) -> Doubles:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def logistic(x: Doubles) -> Doubles:
    return 1 / (1 + np.exp(-np.clip(x, -40, 40)))


def _sharpest(scores: Doubles, truth: npt.NDArray[np.intp]) -> float:
    """Return the factor with the least log loss, by a search over a falling interval."""
    low, high = -1.0, 5.0
    for _ in range(40):
        third = (high - low) / 3
        if _loss(scores, truth, low + third) < _loss(scores, truth, high - third):
            high -= third
        else:
            low += third
    return float(np.exp((low + high) / 2))


def _loss(scores: Doubles, truth: npt.NDArray[np.intp], log_factor: float) -> float:
    raised = scores * np.exp(log_factor)
    top = raised.max(axis=1)
    total = np.log(np.exp(raised - top[:, None]).sum(axis=1)) + top
    return float((total - raised[np.arange(len(truth)), truth]).mean())


def _logistic_fit(signs: Doubles, right: Doubles) -> Doubles:
    """Return the weights of a logistic regression with a small ridge, by Newton's method; the constant last."""
    inputs = np.column_stack((signs, np.ones(len(signs))))
    weights = np.zeros(inputs.shape[1])
    pull = RIDGE * np.diag([*([1.0] * signs.shape[1]), 1e-6])
    for _ in range(STEPS):
        chance = logistic(inputs @ weights)
        slope = inputs.T @ (chance - right) + pull @ weights
        bend = (inputs * (chance * (1 - chance))[:, None]).T @ inputs + pull
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return weights
