"""Tags: short words that cases share."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from presszero.cases.locking import locked_case
from presszero.cases.models import Case, CaseTag, Tag
from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.pure.errors import BadInput

LONGEST_TAG = 40
MOST_TAGS = 20


def tag_name(words: str) -> str:
    """Return a tag as it is kept: lower case, one space between words. Raises BadInput when it is none."""
    name = " ".join(words.replace("\x00", "").lower().split()).lstrip("#").strip()
    if not name:
        raise BadInput(_("Write the tag: one or two words."), "tag")
    if len(name) > LONGEST_TAG:
        raise BadInput(
            _("A tag has at most %(most)s letters, and this one has %(n)s.")
            % {"most": LONGEST_TAG, "n": len(name)},
            "tag",
        )
    return name


def tag_case(*, case_id: int, tag: str, by: Actor, at: datetime) -> Case:
    """Put a tag on a case, made new when no case has it yet. Tagging twice changes nothing.

    Raises NoSuchCase, CaseMerged, BadInput. Records case.tagged.
    """
    name = tag_name(tag)
    with transaction.atomic():
        case = locked_case(case_id=case_id, by=by)
        if case.tagged.exclude(tag__name=name).count() >= MOST_TAGS:
            raise BadInput(
                _("%(case)s has %(most)s tags already; take one off first.")
                % {"case": case.reference, "most": MOST_TAGS},
                "tag",
            )
        known, _made = Tag.objects.get_or_create(name=name)
        _tagged, is_new = CaseTag.objects.get_or_create(case=case, tag=known, defaults={"at": at})
        if is_new:
            record(
                "case.tagged",
                about=case,
                by=by,
                at=at,
                case_id=case.pk,
                team_id=case.team_id,
                tag=known.pk,
            )
    return case


def untag_case(*, case_id: int, tag: str, by: Actor, at: datetime) -> Case:
    """Take a tag off a case. Raises NoSuchCase, CaseMerged. Records case.untagged when it was there."""
    with transaction.atomic():
        case = locked_case(case_id=case_id, by=by)
        tagged = case.tagged.select_related("tag").filter(tag__name=tag.strip().lower()).first()
        if tagged:
            record(
                "case.untagged",
                about=case,
                by=by,
                at=at,
                case_id=case.pk,
                team_id=case.team_id,
                tag=tagged.tag_id,
            )
            tagged.delete()
    return case
