"""Who does a thing. Here an actor is a kind and an id; names live with organisation and customers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from presszero.pure.errors import NotAllowed

ActorKind = Literal["worker", "customer", "rule", "system"]


class NobodyInParticular(NotAllowed):
    """An act that only a person can do was asked of the platform."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a worker, a customer, a rule that a worker wrote, or the platform itself (id None)."""

    kind: ActorKind
    id: int | None = None

    @property
    def known_id(self) -> int:
        """Return the id of a worker or customer. Raises NobodyInParticular for a rule and the platform."""
        if self.id is None or self.kind == "rule":
            raise NobodyInParticular(f"This act needs a person, and {self.kind} is nobody in particular.")
        return self.id


SYSTEM = Actor("system")
