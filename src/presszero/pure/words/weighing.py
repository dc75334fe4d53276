"""Small linear models that weigh signs and words: they were taught by benchmarks/words_teach.py and ship as JSON.

A model only decides between what the tables of signs found and what it leaves; each has an id with the hash of what
it was taught, and a card that says what from, and how well it does on letters it was not taught.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

WEIGHTS = Path(__file__).parent / "weights"


@dataclass(frozen=True)
class Weights:
    """A model: log-odds for each sign or word, and from how many of them on it says yes."""

    id: str
    bias: float
    threshold: float
    weights: Mapping[str, float]
    card: Mapping[str, Any]

    def odds(self, said: Mapping[str, float]) -> float:
        """Return the log-odds of yes; what the model was not taught counts nothing."""
        return self.bias + sum(self.weights.get(name, 0.0) * value for name, value in said.items())

    def says_yes(self, said: Mapping[str, float]) -> bool:
        return self.odds(said) >= self.threshold

    def heaviest(self, names: Iterable[str]) -> str | None:
        """Return the name that speaks most for yes, None when none does."""
        best = max(names, key=lambda name: self.weights.get(name, 0.0), default=None)
        return best if best is not None and self.weights.get(best, 0.0) > 0 else None


@cache
def weights(name: str) -> Weights:
    """Return a model that ships with PressZero: "promise", "urgency" or "lived"."""
    told = json.loads((WEIGHTS / f"{name}.json").read_text(encoding="utf-8"))
    return Weights(told["id"], told["bias"], told["threshold"], told["weights"], told["card"])
