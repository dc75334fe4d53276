"""Which words of the draft a person means when they say that a point is answered."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from presszero.cases.queries import seen_case
from presszero.ground.actors import Actor
from presszero.pure.errors import BadInput
from presszero.replies.checking import check_draft
from presszero.replies.drafting import refuse_when_moved_on


def chosen_words(
    *,
    case_id: int,
    point_id: int,
    start: int | None,
    end: int | None,
    by: Actor,
    at: datetime,
    version: int | None = None,
    window: str = "",
) -> tuple[str, bool]:
    """Return the words of the draft that answer a point, and whether the check proposed no answer for it.

    start, end: half-open offsets into the draft; without words between them the
    sentence that the check proposes is meant. version, window: of the words they
    count in, as in save_draft. Raises NoSuchCase, DraftMovedOn, and BadInput when
    neither names a sentence.
    """
    case = seen_case(case_id=case_id, by=by)
    checked = check_draft(case=case, at=at)
    if checked.draft and start is not None:
        refuse_when_moved_on(checked.draft, version=version, window=window, by=by)
    number = case.points.filter(pk=point_id).values_list("number", flat=True).first()
    proposal = next((one for one in checked.check.proposals if one.number == number), None)
    proposed = proposal is not None and proposal.state == "answered"
    if start is not None and end is not None and (named := checked.body[start:end].strip()):
        return named, not proposed
    if proposal is not None and proposal.start is not None and proposed:
        return checked.body[proposal.start : proposal.end], False
    raise BadInput(
        _("No sentence of the reply was named. Select the words that answer this point, then press A."),
        "start",
    )
