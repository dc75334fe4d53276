"""Why a case cannot wait, as the head of its page shows it."""

from __future__ import annotations

from types import SimpleNamespace as Shape

from presszero.cases.models import Case
from presszero.cases.pressing_words import pressing_words, reasons_of


def pressing_shape(case: Case, *, may_say: bool) -> Shape | None:
    """Return page.pressing of desk/parts/head.html; None where nothing presses, or no more."""
    if not case.presses:
        return None
    return Shape(
        words=pressing_words(case),
        reasons=[Shape(rule=rule, words=words) for rule, words in reasons_of(case)],
        is_said=case.pressing_said == Case.Pressed.URGENT,
        may_say=may_say,
    )
