"""Past cases most like one: what those customers wrote, how they were answered, and how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from presszero.cases.models import Case, Contact
from presszero.cases.sorting import first_words, letters_of
from presszero.ground.actors import Actor

SHOWN = 3


@dataclass(frozen=True)
class CaseLikeThis:
    """One past case. wrote: the customer's first words. answered: our last reply to them, "" while there is none."""

    case: Case
    wrote: str
    answered: str


def cases_like(near: Sequence[int], *, by: Actor) -> list[CaseLikeThis]:
    """Return the cases of these numbers that this actor may see, in their order, SHOWN at most."""
    visible = Case.objects.visible_to(by).select_related("customer").prefetch_related(letters_of())
    seen = {case.pk: case for case in visible.filter(pk__in=near)}
    shown = [seen[case_id] for case_id in near if case_id in seen][:SHOWN]
    replies = Contact.objects.filter(case__in=shown, kind=Contact.Kind.REPLY).order_by("at", "id")
    answered = dict(replies.values_list("case_id", "text"))
    return [CaseLikeThis(case, first_words(case), answered.get(case.pk, "")) for case in shown]
