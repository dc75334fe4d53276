"""Cases side by side."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from presszero.cases.errors import NoSuchCase
from presszero.cases.line_words import keep_words
from presszero.cases.locking import locked_cases
from presszero.cases.models import Case, CaseLink
from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.pure.errors import BadInput, NotFoundHere


def case_named(*, reference: str, by: Actor) -> Case:
    """Return the case of a reference as one types it, such as “PL-1004” or “1004”. Raises BadInput.

    One that stands in another by now gives that other. A case of another team reads as none.
    """
    typed = "".join(reference.split()).upper()
    seen = Case.objects.visible_to(by).select_related("merged_into")
    found = seen.filter(reference=typed).first()
    if found is None and typed.isascii() and typed.isdigit():
        found = seen.filter(reference__endswith=f"-{typed}").first()
    if found is None:
        raise BadInput(
            _("There is no case %(typed)s among those you see. Its reference stands at its head.")
            % {"typed": reference.strip()[:24]},
            "reference",
        )
    return found.merged_into or found


def link_cases(*, case_id: int, reference: str, words: str, by: Actor, at: datetime) -> CaseLink:
    """Put two cases side by side. words: why, may be empty. Linking twice keeps the newer words.

    Raises NoSuchCase, CaseMerged, BadInput. Records case.linked.
    """
    if not Case.objects.visible_to(by).filter(pk=case_id).exists():
        raise NoSuchCase
    other = case_named(reference=reference, by=by)
    if other.pk == case_id:
        raise BadInput(_("A case is not linked to itself; give another reference."), "reference")
    with transaction.atomic():
        case, other = locked_cases(case_ids=[case_id, other.pk], by=by)
        older, newer = sorted((case, other), key=lambda one: one.pk)
        link, _made = CaseLink.objects.update_or_create(
            one=older, other=newer, defaults={"words": words.strip()[:200], "at": at}
        )
        _record_both("case.linked", case, other, by, at, words=link.words)
    return link


def unlink_cases(*, case_id: int, other_id: int, by: Actor, at: datetime) -> Case:
    """Part two cases again. Raises NoSuchCase, NotFoundHere. Records case.unlinked."""
    with transaction.atomic():
        case, other = locked_cases(case_ids=[case_id, other_id], by=by)
        older, newer = sorted((case_id, other_id))
        if not CaseLink.objects.filter(one_id=older, other_id=newer).delete()[0]:
            raise NotFoundHere(_("These two cases are not linked. Open the case again."))
        _record_both("case.unlinked", case, other, by, at)
    return case


def _record_both(kind: str, case: Case, other: Case, by: Actor, at: datetime, words: str = "") -> None:
    """Both desks hear of it, so both cases get a line."""
    for here, there in ((case, other), (other, case)):
        line = record(kind, about=here, by=by, at=at, case_id=here.pk, team_id=here.team_id, other=there.pk)
        keep_words(line, new=words)
