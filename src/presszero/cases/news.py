"""Reads of what a colleague is told, and of what stands beside a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import IntegerField, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from presszero.cases.fields import fields_of
from presszero.cases.models import (
    Case,
    CaseLink,
    CaseTag,
    Field,
    FieldValue,
    Follower,
    News,
    NoteFile,
    Step,
)
from presszero.ground.actors import Actor
from presszero.ground.kept_queries import kept_query
from presszero.pure.errors import NotFoundHere
from presszero.pure.words import name_key

PAGE_NEWS = 50
COUNT_AT_MOST = 99


def news_of(*, by: Actor, mentions_only: bool = False, after: int | None = None) -> list[News]:
    """Return what a colleague was told of cases they still see, the newest first, PAGE_NEWS at a time.

    after: the id of the last one read, for the next ones.
    """
    told = News.objects.filter(worker_id=by.known_id, case__in=Case.objects.visible_to(by))
    if mentions_only:
        told = told.filter(why=News.Why.MENTIONED)
    if after is not None:
        told = told.filter(pk__lt=after)
    return list(told.select_related("case", "case__customer", "note", "by").order_by("-id")[:PAGE_NEWS])


def unseen_count(*, by: Actor) -> int:
    """Return how many things a colleague was told and has not read; COUNT_AT_MOST + 1 stands for more."""
    unseen = News.objects.filter(worker_id=by.known_id, seen_at=None, case__in=Case.objects.visible_to(by))
    return unseen.values("id")[: COUNT_AT_MOST + 1].count()


def seen_note_file(*, note_file_id: int, by: Actor) -> NoteFile:
    """Return a file of a note on a case this actor may see. Raises NotFoundHere."""
    seen = NoteFile.objects.filter(pk=note_file_id, note__case__in=Case.objects.visible_to(by))
    found = seen.select_related("file").first()
    if found is None:
        raise NotFoundHere(_("There is no such file here, or it belongs to another team."))
    return found


@dataclass(frozen=True)
class FieldOfCase:
    """A field that a case may have, and what stands in it, "" for nothing. is_needed: before the case is settled."""

    field: Field
    value: str
    is_needed: bool = False


@dataclass(frozen=True)
class LinkedCase:
    """A case beside another, and why."""

    case: Case
    words: str


@dataclass(frozen=True)
class FollowedBy:
    """A colleague who follows a case."""

    id: int
    name: str


@dataclass(frozen=True)
class StepOfCase:
    """One step of a checklist. who: the name of the colleague who ticked it off, "" while it is open."""

    id: int
    what: str
    done_at: datetime | None
    who: str


@dataclass(frozen=True)
class Together:
    """What colleagues keep beside a case."""

    tags: list[str]
    followers: list[FollowedBy]
    steps: list[StepOfCase]
    fields: list[FieldOfCase]
    links: list[LinkedCase]
    unseen: int


def together_on(*, case: Case, by: Actor) -> Together:
    """Return what stands beside a case; linked cases only where this actor sees them too.

    Two queries, and three more where cases are linked: a case page asks for it each time.
    """
    (kept,) = _kept_beside(case_id=case.pk, worker_id=by.id or 0)
    values = {one["field"]: one["value"] for one in kept["values_kept"]}
    return Together(
        tags=sorted(kept["tag_names"], key=name_key),
        followers=[FollowedBy(**one) for one in kept["followed_by"]],
        steps=[_step(**one) for one in kept["steps_kept"]],
        fields=[
            FieldOfCase(one, values.get(one.pk, ""), one.is_needed)  # type: ignore[attr-defined]
            for one in fields_of(case)
        ],
        links=_links([*kept["linked_newer"], *kept["linked_older"]], by),
        unseen=kept["unseen_news"],
    )


@kept_query
def _kept_beside(*, case_id: int, worker_id: int) -> QuerySet[Case, Any]:
    return Case.objects.filter(pk=case_id).values(**_KEPT, unseen_news=_unseen(worker_id))


def _of(model: type[Model], key: str = "case", **values: str) -> ArraySubquery:
    """Return a column that holds rows of a model about the case, as JSON."""
    rows = model._default_manager.filter(**{key: OuterRef("pk")})
    return ArraySubquery(rows.order_by("pk").values(row=JSONObject(**values)))


_KEPT = {
    "tag_names": ArraySubquery(CaseTag.objects.filter(case=OuterRef("pk")).values("tag__name")),
    "followed_by": _of(Follower, id="worker_id", name="worker__name"),
    "steps_kept": _of(Step, id="pk", what="what", done_at="done_at", who="done_by__name"),
    "values_kept": _of(FieldValue, field="field_id", value="value"),
    "linked_newer": _of(CaseLink, "one", other="other_id", words="words"),
    "linked_older": _of(CaseLink, "other", other="one_id", words="words"),
}


def _unseen(worker_id: int) -> SubqueryCount:
    return SubqueryCount(News.objects.filter(case=OuterRef("pk"), worker_id=worker_id, seen_at=None))


class SubqueryCount(Subquery):
    """How many rows a subquery has."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def _step(id: int, what: str, done_at: str | None, who: str | None) -> StepOfCase:
    return StepOfCase(id, what, datetime.fromisoformat(done_at) if done_at else None, who or "")


def _links(links: list[dict[str, Any]], by: Actor) -> list[LinkedCase]:
    if not links:
        return []
    words = {link["other"]: link["words"] for link in links}
    seen = Case.objects.visible_to(by).filter(pk__in=words).select_related("customer", "owner")
    return [LinkedCase(one, words[one.pk]) for one in seen.order_by("pk")]
