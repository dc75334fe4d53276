"""Who can see to what a case owes."""

from __future__ import annotations

from presszero.cases.models import Case
from presszero.organisation.models import Worker
from presszero.organisation.permissions import may


def can_answer(worker: Worker, case: Case) -> bool:
    """Return whether somebody works here, sees the case and has a role that answers cases.

    What is given to anybody else lies where nobody acts on it.
    """
    return may(worker, "answer cases") and Case.objects.visible_to(worker.actor).filter(pk=case.pk).exists()
