"""What this database is for, written once and held to."""

from __future__ import annotations

from presszero.ground.models import Installation
from presszero.pure.errors import PressZeroError


class AnotherPurpose(PressZeroError):
    """A demo must never open a real organisation's database, nor the other way round."""


def hold_to_purpose(purpose: str) -> None:
    """Write down the purpose of a new database; refuse one made for another. Raises AnotherPurpose."""
    installation, _ = Installation.objects.get_or_create(pk=1, defaults={"purpose": purpose})
    if installation.purpose != purpose:
        raise AnotherPurpose(
            f"This database was made for {installation.purpose}, and this is a {purpose} installation. "
            "Name another database in DATABASE_URL, or set PRESSZERO_PURPOSE."
        )
