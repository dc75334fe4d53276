"""What the check reads of a case with each word: every query is written once, and what is not there is not asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db.models import Exists, OuterRef, QuerySet

from presszero.cases.models import Case, Contact, Point
from presszero.ground.kept_queries import kept_query
from presszero.replies.models import Draft, DraftFile, Mark, Pledge

Said = TypeVar("Said", Mark, Pledge)


def draft_of(case: Case) -> Draft | None:
    """Return the reply being written on a case, with its author; it knows whether anything was said in it, and whether files go along."""
    return next(iter(_drafts(case_id=case.pk)), None)


@kept_query
def _drafts(*, case_id: int) -> QuerySet[Draft]:
    return (
        Draft.objects.filter(case_id=case_id)
        .select_related("author")
        .annotate(
            has_marks=Exists(Mark.objects.filter(draft=OuterRef("pk"))),
            has_files=Exists(DraftFile.objects.filter(draft=OuterRef("pk"))),
            has_pledges=Exists(Pledge.objects.filter(draft=OuterRef("pk"))),
        )
    )


def has_files(draft: Draft | None) -> bool:
    """Return whether files go along with a reply. draft: as `draft_of` gives it."""
    return bool(getattr(draft, "has_files", False))


def marks_of(draft: Draft | None) -> list[Mark]:
    """Return what was said of points that still stand. draft: as `draft_of` gives it."""
    return _said_in(draft, "has_marks", _marks)


@kept_query
def _marks(*, draft_id: int) -> QuerySet[Mark]:
    standing = Mark.objects.filter(draft_id=draft_id, point__merged_into=None, point__taken_out_at=None)
    return standing.select_related("point", "owner", "by")


def pledges_of(draft: Draft | None) -> list[Pledge]:
    """Return what was said of promises. draft: as `draft_of` gives it."""
    return _said_in(draft, "has_pledges", _pledges)


@kept_query
def _pledges(*, draft_id: int) -> QuerySet[Pledge]:
    return Pledge.objects.filter(draft_id=draft_id).select_related("owner", "point", "moves")


def _said_in(draft: Draft | None, known_as: str, rows: Callable[..., list[Said]]) -> list[Said]:
    if draft is None or not getattr(draft, known_as):
        return []
    said = rows(draft_id=draft.pk)
    for one in said:
        one.draft = draft
    return said


def points_of(case: Case) -> list[Point]:
    """Return the points of a case in their order, with their promises."""
    points = _points(case_id=case.pk)
    for point in points:
        point.case = case
    return points


@kept_query
def _points(*, case_id: int) -> QuerySet[Point]:
    return Point.objects.live().filter(case_id=case_id).select_related("promise")


@kept_query
def letters_of(*, case_id: int) -> QuerySet[Contact]:
    """Return what a person wrote to us, the earliest first: the words and when, and no more of it."""
    received = Contact.objects.filter(case_id=case_id, direction=Contact.Direction.IN, automatic="")
    return received.only("at", "text", "direction", "automatic").order_by("at", "id")
