"""Writing a reply, and saying of each point and promise what the reply does with it.

The draft itself is autosaved and not recorded; what a person says of a point is.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from presszero.cases.locking import locked_case
from presszero.cases.models import Case, Point
from presszero.cases.owners import refuse_owner
from presszero.cases.points import locked_point
from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.pure.errors import BadInput, PressZeroError
from presszero.replies.models import Draft, Mark, Pledge

LONGEST_BODY = 100_000
LONGEST_WINDOW = 36


class DraftIsLeaving(PressZeroError):
    """Send was pressed; what goes out is what was read then."""


class DraftMovedOn(PressZeroError):
    """Somebody saved a newer text; nothing was overwritten."""


def save_draft(
    *, case_id: int, body: str, version: int | None, by: Actor, at: datetime, window: str = ""
) -> Draft:
    """Keep the text as it stands. version: the one this text was written over, None to follow the latest.

    window: which of somebody's windows it was written in, up to 36 letters; "" where that is not told.
    Raises NoSuchCase, BadInput, DraftMovedOn when other words were saved in between, DraftIsLeaving after Send.
    """
    if len(body) > LONGEST_BODY:
        raise BadInput(
            _("%(n)s letters are more than %(most)s; attach the rest as a file.")
            % {
                "n": number_format(len(body), force_grouping=True),
                "most": number_format(LONGEST_BODY, force_grouping=True),
            },
            "body",
        )
    with transaction.atomic():
        case = locked_case(case_id=case_id, by=by)
        draft = draft_of(case, by, at)
        if draft.leaves_at and draft.body != body:
            raise DraftIsLeaving(_("This reply is on its way. Take it back first, then write on."))
        if draft.body != body:
            refuse_when_moved_on(draft, version=version, window=window, by=by)
            draft.body, draft.version, draft.saved_at = body, draft.version + 1, at
            draft.author_id, draft.saved_in = by.id or draft.author_id, window[:LONGEST_WINDOW]
            draft.save(update_fields=["body", "version", "saved_at", "author", "saved_in"])
    return draft


def refuse_when_moved_on(draft: Draft, *, version: int | None, window: str, by: Actor) -> None:
    """Raise DraftMovedOn when other words stand than those of a version, unless this very window saved them."""
    if version is None or version == draft.version or (window and window == draft.saved_in):
        return
    what_to_do = _("Copy your text, open the case again and join the two.")
    raise DraftMovedOn(" ".join((moved_on_words(draft, by), what_to_do)))


def moved_on_words(draft: Draft, by: Actor) -> str:
    """Say whose words stand in the draft now, to somebody who began from older ones."""
    if draft.author_id == by.id:
        return _("You saved other words for this reply in another window.")
    return _("%(name)s saved this reply after you opened it.") % {"name": draft.author.name}


def draft_of(case: Case, by: Actor, at: datetime) -> Draft:
    """Return the draft of a case, begun when there is none."""
    begun = {"author_id": by.known_id, "saved_at": at, "version": case.drafted}
    draft, _made = Draft.objects.get_or_create(case=case, defaults=begun)
    return draft


def mark_point(
    *,
    point_id: int,
    said: str,
    by: Actor,
    at: datetime,
    quote: str = "",
    reason: str = "",
    owner_id: int | None = None,
    due_at: datetime | None = None,
    against_check: bool = False,
) -> Mark:
    """A person says what the reply does with one point; the check only proposed.

    said: answered (quote: the words of the draft that answer it), declined
    (reason: told to the customer), promised (owner_id and due_at: who answers
    or acts, by when). Raises BadInput, NotFoundHere. Records point.marked.
    """
    _refuse_half_a_mark(said, reason, owner_id, due_at, at)
    if said == Mark.Said.ANSWERED and not quote.strip():
        raise BadInput(_("Name the words of the reply that answer this point."), "quote")
    with transaction.atomic():
        point = locked_point(point_id=point_id, by=by)
        if said == Mark.Said.PROMISED:
            refuse_owner(owner_id, point.case)
        draft = draft_of(point.case, by, at)
        mark, _made = Mark.objects.update_or_create(
            draft=draft,
            point=point,
            defaults={
                "said": said,
                "quote": quote.strip(),
                "reason": reason.strip(),
                "owner_id": owner_id if said == Mark.Said.PROMISED else None,
                "due_at": due_at if said == Mark.Said.PROMISED else None,
                "by_id": by.known_id,
                "at": at,
                "against_check": against_check,
            },
        )
        _record_mark("point.marked", point, by, at, said=said)
    return mark


def _refuse_half_a_mark(
    said: str, reason: str, owner_id: int | None, due_at: datetime | None, at: datetime
) -> None:
    if said not in Mark.Said.values:
        raise BadInput(_("A point is answered, promised or declined; say which."), "as")
    if said == Mark.Said.DECLINED and not reason.strip():
        raise BadInput(_("Say why it is declined; the customer reads the reason."), "reason")
    if said == Mark.Said.PROMISED:
        if owner_id is None or due_at is None:
            raise BadInput(_("A promised answer needs a person and a time."), "due")
        if due_at <= at:
            raise BadInput(_("A promise lies ahead: give a time that has not passed."), "due")


def unmark_point(*, point_id: int, by: Actor, at: datetime) -> None:
    """Take back what was said of a point. Records point.unmarked when there was a mark."""
    with transaction.atomic():
        point = locked_point(point_id=point_id, by=by)
        if Mark.objects.filter(draft__case_id=point.case_id, point=point).delete()[0]:
            _record_mark("point.unmarked", point, by, at)


def settle_pledge(
    *,
    case_id: int,
    quote: str,
    is_promise: bool,
    by: Actor,
    at: datetime,
    what: str = "",
    owner_id: int | None = None,
    due_at: datetime | None = None,
    point_id: int | None = None,
) -> Pledge:
    """A person gives a promise in the draft its owner and time, or says that it is none.

    quote: the words of the draft, as they stand there. Raises BadInput, NoSuchCase. Records pledge.settled.
    """
    if not quote.strip():
        raise BadInput(_("Name the words of the reply that promise something."), "quote")
    if is_promise:
        _refuse_half_a_mark(Mark.Said.PROMISED, "", owner_id, due_at, at)
    with transaction.atomic():
        case = locked_case(case_id=case_id, by=by)
        if is_promise:
            refuse_owner(owner_id, case)
        draft = draft_of(case, by, at)
        point = Point.objects.live().filter(pk=point_id, case=case).first() if point_id else None
        moves, why = moved_by_other_words(draft, quote.strip()) if is_promise else (None, "")
        pledge, _made = Pledge.objects.update_or_create(
            draft=draft,
            quote=quote.strip(),
            defaults={
                "is_promise": is_promise,
                "what": (what.strip() or quote.strip())[:300],
                "owner_id": owner_id if is_promise else None,
                "due_at": due_at if is_promise else None,
                "point": point,
                "by_id": by.known_id,
                "at": at,
                **({"moves_id": moves, "why": why} if moves else {}),
            },
        )
        record(
            "pledge.settled",
            about=pledge,
            by=by,
            at=at,
            case_id=case.pk,
            team_id=case.team_id,
            is_promise=is_promise,
        )
    return pledge


def moved_by_other_words(draft: Draft, quote: str) -> tuple[int | None, str]:
    """Return the promise whose new time stood in words that were rewritten since, and why; these words give it now."""
    gone = [
        one for one in draft.pledges.exclude(moves=None).exclude(quote=quote) if one.quote not in draft.body
    ]
    if not gone:
        return None, ""
    for one in gone:
        one.delete()
    return gone[-1].moves_id, gone[-1].why


def unsettle_pledge(*, case_id: int, pledge_id: int, by: Actor, at: datetime) -> None:
    """Take back what was said of a promise in the draft. Records pledge.unsettled when there was one."""
    with transaction.atomic():
        case = locked_case(case_id=case_id, by=by)
        pledge = Pledge.objects.filter(draft__case=case, pk=pledge_id).first()
        if pledge:
            record("pledge.unsettled", about=pledge, by=by, at=at, case_id=case.pk, team_id=case.team_id)
            pledge.delete()


def _record_mark(kind: str, point: Point, by: Actor, at: datetime, **facts: str) -> None:
    record(
        kind,
        about=point,
        by=by,
        at=at,
        case_id=point.case_id,
        team_id=point.case.team_id,
        number=point.number,
        **facts,
    )


def writes_on(case_id: int, worker_id: int, since: datetime) -> bool:
    """Return whether a worker has saved words on a case's reply since an instant."""
    return Draft.objects.filter(case_id=case_id, author_id=worker_id, saved_at__gte=since).exists()
