"""Who can see to what a case owes."""

from __future__ import annotations

from django.utils.translation import gettext as _

from presszero.cases.models import Case
from presszero.organisation.models import Worker
from presszero.organisation.permissions import may
from presszero.pure.errors import BadInput


def can_answer(worker: Worker, case: Case) -> bool:
    """Return whether somebody works here, sees the case and has a role that answers cases.

    What is given to anybody else lies where nobody acts on it.
    """
    return may(worker, "answer cases") and Case.objects.visible_to(worker.actor).filter(pk=case.pk).exists()


def refuse_owner(owner_id: int | None, case: Case) -> None:
    """Raise BadInput unless this is somebody who can answer: what they promise nobody else would see to."""
    owner = Worker.objects.filter(pk=owner_id or 0).first()
    if owner is None or not can_answer(owner, case):
        raise BadInput(
            _("Choose a colleague who answers cases of the team %(team)s; they will see to it.")
            % {"team": case.team.name},
            "owner",
        )
