"""Who does a thing. Here an actor is a kind and an id; names live with organisation and customers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ActorKind = Literal["worker", "customer", "system"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a worker, a customer, or the platform itself (id None)."""

    kind: ActorKind
    id: int | None = None


SYSTEM = Actor("system")
