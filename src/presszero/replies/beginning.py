"""Beginning a reply with a macro's words, for whoever answers the case: they read it, mend it and send it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from presszero.cases.models import Case
from presszero.cases.tags import tag_case
from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.replies.drafting import save_draft
from presszero.replies.macros import fill_macro
from presszero.replies.models import Draft, Macro


def begin_with_macro(*, case_id: int, macro_id: int, by: Actor, at: datetime) -> bool:
    """Put a macro's tags on a case, and its words, filled for its owner, into a reply that nobody has begun.

    by: the rule that says so. Return whether the macro is in use and the case may have it; else nothing happens. Nothing is sent, and no point
    is marked. Records macro.used.
    """
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).select_related("owner", "team").get(pk=case_id)
        ours = Q(team=None) | Q(team_id=case.team_id)
        macro = Macro.objects.filter(ours, retired_at=None, pk=macro_id).first()
        if macro is None or case.is_closed:
            return False
        for tag in macro.tags:
            tag_case(case_id=case.pk, tag=tag, by=by, at=at)
        if not Draft.objects.filter(case=case).exclude(body="").exists():
            words = fill_macro(macro, case=case, worker=case.owner)
            save_draft(case_id=case.pk, body=words, version=None, by=case.owner.actor, at=at)
        record("macro.used", about=macro, by=by, at=at, case_id=case.pk, team_id=case.team_id, macro=macro.pk)
    return True
