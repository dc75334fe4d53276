"""Two cases are one: everything of the one moves to the other, and later letters follow."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from presszero.cases.locking import locked_cases
from presszero.cases.models import Case, CaseLink, CaseTag, Clock, Contact, FieldValue, Follower, Point
from presszero.cases.pressing import join_urgency
from presszero.customers.people import is_same_person
from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.pure.errors import BadInput, PressZeroError


class TwoCustomers(PressZeroError):
    """Merged, the one would read what the other wrote."""

    def __init__(self, case: Case, into: Case) -> None:
        said = _(
            "%(case)s and %(into)s are of two customers, and each would read what the other wrote. "
            "Link the two, or make them one incident."
        )
        if is_same_person(case.customer, into.customer):
            said = _(
                "%(case)s and %(into)s are of one person who wrote from two addresses. Each address opens "
                "its own letters and no others, so they stay two cases. Link the two."
            )
        super().__init__(said % {"case": case.reference, "into": into.reference})


def merge_case(*, case_id: int, into: int, by: Actor, at: datetime) -> Case:
    """Move all of one case into another of the same customer, which is kept; return that one.

    Every letter with its raw bytes, point, promise, note, hand-over, private link and tag goes along, and what
    cannot wait; points are numbered on. A later letter to the merged case, by its reply address, by one of its
    mails or on its private page, arrives at the kept one. The draft follows, and the clocks are counted anew, as
    consequences.
    Raises NoSuchCase, CaseMerged, TwoCustomers, BadInput. Records case.merged and case.took_in.
    """
    if case_id == into:
        raise BadInput(_("A case is not merged into itself; give another reference."), "into")
    with transaction.atomic():
        case, kept = locked_cases(case_ids=[case_id, into], by=by)
        if case.customer_id != kept.customer_id:
            raise TwoCustomers(case, kept)
        _move_letters_and_what_is_owed(case, kept)
        _move_what_colleagues_keep(case, kept)
        _count_clocks_anew(case, kept)
        _join_states(case, kept, at)
        record("case.merged", about=case, by=by, at=at, case_id=case.pk, team_id=case.team_id, into=kept.pk)
        record(
            "case.took_in", about=kept, by=by, at=at, case_id=kept.pk, team_id=kept.team_id, merged=case.pk
        )
    return kept


def _move_letters_and_what_is_owed(case: Case, kept: Case) -> None:
    # Each letter remembers the case it came with: only one acknowledgement of a case's own may stand.
    Contact.objects.filter(case=case, came_with=None).update(came_with=case)
    Contact.objects.filter(case=case).update(case=kept)
    number = kept.points.aggregate(last=Max("number"))["last"] or 0
    for point in Point.objects.filter(case=case).order_by("number"):
        number += 1
        point.case, point.number = kept, number
        point.save(update_fields=["case", "number"])
    case.promises.update(case=kept)
    case.links.update(case=kept)


def _move_what_colleagues_keep(case: Case, kept: Case) -> None:
    case.notes.update(case=kept)
    case.inquiries.update(case=kept)
    case.news.update(case=kept)
    case.hand_overs.update(case=kept)
    case.steps.update(case=kept)
    theirs = set(kept.followers.values_list("worker_id", flat=True))
    Follower.objects.filter(case=case).exclude(worker_id__in=theirs).update(case=kept)
    theirs = set(kept.tagged.values_list("tag_id", flat=True))
    CaseTag.objects.filter(case=case).exclude(tag_id__in=theirs).update(case=kept)
    theirs = set(kept.field_values.values_list("field_id", flat=True))
    FieldValue.objects.filter(case=case).exclude(field_id__in=theirs).update(case=kept)
    _move_links(case, kept)
    Case.objects.filter(merged_into=case).update(merged_into=kept)


def _count_clocks_anew(case: Case, kept: Case) -> None:
    """Clocks are counted from what happened on a case, and that is another story now."""
    Clock.objects.filter(case__in=(case, kept)).delete()
    kept.targets = case.targets | kept.targets
    kept.save(update_fields=["targets"])


def _move_links(case: Case, kept: Case) -> None:
    for link in CaseLink.objects.filter(Q(one=case) | Q(other=case)):
        beside = link.other_id if link.one_id == case.pk else link.one_id
        if beside != kept.pk:
            older, newer = sorted((kept.pk, beside))
            CaseLink.objects.get_or_create(
                one_id=older, other_id=newer, defaults={"words": link.words, "at": link.at}
            )
        link.delete()


def _join_states(case: Case, kept: Case, at: datetime) -> None:
    """What one of the two still owes, the kept one owes: it is open when either was, and due when the first was."""
    join_urgency(case=case, kept=kept)
    if Case.State.OPEN in (case.state, kept.state):
        kept.state, kept.closed_at, kept.outcome, kept.outcome_confirmed_at = Case.State.OPEN, None, "", None
    kept.answer_due_at = min((one.answer_due_at for one in (case, kept) if one.answer_due_at), default=None)
    kept.experience = _both(kept.experience, case.experience)
    kept.wishes = _both(kept.wishes, case.wishes)
    kept.opened_at, kept.moved_at = min(kept.opened_at, case.opened_at), at
    kept.automatic = kept.automatic and case.automatic
    kept.incident_id = kept.incident_id or case.incident_id
    kept.save(
        update_fields=[
            "state",
            "closed_at",
            "outcome",
            "outcome_confirmed_at",
            "answer_due_at",
            "experience",
            "wishes",
            "opened_at",
            "moved_at",
            "automatic",
            "incident",
            "pressing",
            "pressing_why",
            "pressing_said",
            "worries",
        ]
    )
    case.state, case.merged_into, case.closed_at, case.answer_due_at = Case.State.MERGED, kept, at, None
    case.incident = None
    case.save(update_fields=["state", "merged_into", "closed_at", "answer_due_at", "incident"])


def _both(ours: list[dict[str, object]], theirs: list[dict[str, object]]) -> list[dict[str, object]]:
    return [*ours, *(one for one in theirs if one not in ours)]
