"""Customers like this one, as desk/parts/alike.html shows them."""

from __future__ import annotations

from types import SimpleNamespace as Shape

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from presszero.cases.customers_like_this import CaseLikeThis, cases_like
from presszero.cases.models import Case
from presszero.ground.actors import Actor
from presszero.reading.models import Suggestion

MOST_WORDS = 240  # characters of a letter or a reply: enough to know whether it helps


def alike_shape(suggestion: Suggestion | None, *, by: Actor) -> Shape:
    """Return the past cases most like the one that a suggestion is about; without any, why there are none."""
    found = cases_like(suggestion.near, by=by) if suggestion else []
    return Shape(cases=[_case(one) for one in found], none_words="" if found else _none_words(suggestion))


def _none_words(suggestion: Suggestion | None) -> str:
    if suggestion is None:
        return _(
            "Nobody to compare with yet. Give cases their topic and close them; once Office → Sorting has learned from them, the three most like a new letter stand here."
        )
    return _("Nobody you may see wrote of anything like it.")


def _case(one: CaseLikeThis) -> Shape:
    return Shape(
        ref=one.case.reference,
        url=reverse("desk:case", args=[one.case.pk]),
        customer=one.case.customer.name or _("Unknown sender"),
        wrote=_short(one.wrote),
        answered=_short(one.answered),
        outcome=_outcome(one.case),
    )


def _short(words: str) -> str:
    return Truncator(" ".join(words.split())).chars(MOST_WORDS)


def _outcome(case: Case) -> str:
    """Return how it ended, and whether the customer said so too."""
    if not case.outcome:
        return case.get_state_display()
    if case.outcome_confirmed_at:
        return _("%(outcome)s; the customer confirmed it") % {"outcome": case.get_outcome_display()}
    return case.get_outcome_display()
