"""What can stand in the way of a change to a case, told in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from presszero.cases.models import Case, Promise
from presszero.pure.errors import BadInput, NotFoundHere, PressZeroError


class NoSuchCase(NotFoundHere):
    """The case is not there, or belongs to another team: both read the same."""

    def __init__(self) -> None:
        super().__init__(_("There is no such case here, or it belongs to another team. Ask its team for it."))


class CaseMerged(PressZeroError):
    """The case stands in another one by now; acts belong there."""

    def __init__(self, case: Case) -> None:
        kept = case.merged_into
        super().__init__(
            _("%(case)s was merged into %(kept)s. Open %(kept)s and go on there.")
            % {"case": case.reference, "kept": kept.reference if kept else ""}
        )


class PromisesStillDue(PressZeroError):
    """The customer was told these things would happen."""

    def __init__(self, case: Case, due: Sequence[Promise]) -> None:
        said = "; ".join(f"“{promise.what}”" for promise in due[:3])
        super().__init__(
            ngettext(
                "%(case)s still owes %(n)s promise: %(said)s. "
                "Keep each, or tell the customer a new time, then close.",
                "%(case)s still owes %(n)s promises: %(said)s. "
                "Keep each, or tell the customer a new time, then close.",
                len(due),
            )
            % {"case": case.reference, "n": len(due), "said": said}
        )


class PointsStillOpen(PressZeroError):
    """Closing over an unanswered point is the form letter by other means."""

    def __init__(self, case: Case, numbers: Sequence[int]) -> None:
        said = ", ".join(str(number) for number in numbers)
        super().__init__(
            ngettext(
                "%(case)s has %(n)s point not answered (%(said)s). "
                "Answer, promise or decline each, then close.",
                "%(case)s has %(n)s points not answered (%(said)s). "
                "Answer, promise or decline each, then close.",
                len(numbers),
            )
            % {"case": case.reference, "n": len(numbers), "said": said}
        )


class FieldsMissing(PressZeroError):
    """The organisation wants these facts of every case about this topic."""

    def __init__(self, case: Case, names: Sequence[str]) -> None:
        super().__init__(
            _("Cases about %(topic)s are settled with these facts written down; still missing: %(names)s.")
            % {"topic": case.topic, "names": ", ".join(names)}
        )


class WordsMissing(BadInput):
    """A field that a person will read is empty."""
