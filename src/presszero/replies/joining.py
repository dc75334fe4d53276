"""What was being written on a case that was merged into another."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from presszero.cases.locking import kept_case_locked
from presszero.cases.models import Case
from presszero.cases.notes import note_on
from presszero.ground.actors import Actor
from presszero.replies.enclosing import bring_along
from presszero.replies.models import Draft


def join_drafts(*, merged_id: int, kept_id: int, at: datetime) -> None:
    """Bring the draft of a merged case along: it becomes the kept case's draft, or a note when that has one;
    its files and readers in copy go with the kept one's.

    Nothing anybody wrote is lost. Safe to run twice. Records note.added when it became a note.
    """
    with transaction.atomic():
        kept = kept_case_locked(kept_id)
        draft = Draft.objects.select_for_update().filter(case_id=merged_id).first()
        if draft is None:
            return
        theirs = Draft.objects.filter(case=kept).first()
        counted = max(kept.drafted, theirs.version if theirs else 0)
        if theirs and not theirs.body.strip():
            bring_along(theirs, draft)
            theirs.delete()
            theirs = None
        if theirs is None:
            draft.case, draft.version = kept, max(draft.version, counted) + 1
            draft.save(update_fields=["case", "version"])
            return
        if draft.body.strip():
            merged = Case.objects.get(pk=merged_id)
            text = _("A reply was being written on %(case)s:") % {"case": merged.reference}
            note_on(case=kept, text=f"{text}\n\n{draft.body}", by=Actor("worker", draft.author_id), at=at)
        bring_along(draft, theirs)
        draft.delete()
