"""How like messages must be to count as one matter: by their words alone, and where a sentence model reads along.

All were chosen on weeks planted with incidents that the benchmark does not show. By meaning any two messages are a
little alike, so that each bound lies higher there; a message that the model did not read keeps to those for words.
"""

from __future__ import annotations

from dataclasses import dataclass

Between = tuple[float, float]  # likeness from which on messages count as one matter in part, and whole


@dataclass(frozen=True)
class Bounds:
    """How like messages must be, 0 to 1. like: two of them.

    like_all: one and all of a crowd. Some matters are told in the same words by all, and lie close; others lie wide,
    where nothing else is near. Like the windows, each is tried.
    joins: between these lies the likeness from which on a new message belongs to a crowd that is there.
    one_crowd: likeness of two crowds from which on they are one.
    """

    like: Between
    like_all: tuple[Between, ...]
    joins: Between
    one_crowd: float


BY_WORDS = Bounds(
    like=(0.12, 0.32),
    like_all=((0.12, 0.32), (0.18, 0.38), (0.25, 0.45), (0.32, 0.52), (0.4, 0.6)),
    joins=(0.18, 0.32),
    one_crowd=0.35,
)
BY_MEANING = Bounds(
    like=(0.17, 0.37),
    like_all=((0.17, 0.37), (0.23, 0.43), (0.3, 0.5), (0.37, 0.57), (0.45, 0.65), (0.55, 0.75)),
    joins=(0.23, 0.37),
    one_crowd=0.5,
)
