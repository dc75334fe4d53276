"""What can stand in the way of a change to a case, told in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from presszero.cases.models import Case, Promise
from presszero.pure.errors import BadInput, NotFoundHere, PressZeroError


class NoSuchCase(NotFoundHere):
    def __init__(self) -> None:
        super().__init__("There is no such case here, or it belongs to another team. Ask its team for it.")


class PromisesStillDue(PressZeroError):
    """The customer was told these things would happen."""

    def __init__(self, case: Case, due: Sequence[Promise]) -> None:
        said = "; ".join(f"“{promise.what}”" for promise in due[:3])
        super().__init__(
            f"{case.reference} still owes {len(due)} promise{'s' if len(due) != 1 else ''}: {said}. "
            "Keep each, or tell the customer a new time, then close."
        )


class PointsStillOpen(PressZeroError):
    """Closing over an unanswered point is the form letter by other means."""

    def __init__(self, case: Case, numbers: Sequence[int]) -> None:
        said = ", ".join(str(number) for number in numbers)
        super().__init__(
            f"{case.reference} has {len(numbers)} point{'s' if len(numbers) != 1 else ''} not answered ({said}). "
            "Answer, promise or decline each, then close."
        )


class WordsMissing(BadInput):
    """A field that a person will read is empty."""
