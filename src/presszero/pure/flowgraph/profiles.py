"""Which promises a flow is held to: ours, the gethuman standard, the Spanish law."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    """A set of limits. raises: rules whose advice becomes a trap. worst_seconds: W1 from the call to a person.

    callback_counts: whether a call-back or voicemail may stand for a person while the lines are open.
    """

    name: str
    worst_seconds: float
    raises: frozenset[str]
    most_menus: int = 2
    most_options: int = 5
    most_retries: int = 2
    most_prompt_seconds: float = 20.0


# Sources: docs/sources.md#flows-and-phones
PROFILES = {
    "presszero": Profile("presszero", worst_seconds=120.0, raises=frozenset()),
    "gethuman-1.0": Profile("gethuman-1.0", worst_seconds=60.0, raises=frozenset({"C1", "L1", "X1"})),
    "es-10-2025": Profile("es-10-2025", worst_seconds=180.0, raises=frozenset({"W1", "L1"})),
}
