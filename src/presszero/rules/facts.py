"""What rules ask, read from cases: one at a time when something happens, a thousand at once for a dry run."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Left

from presszero.cases.models import Case, Contact, Point, Tag
from presszero.ground.models import RecordLine
from presszero.organisation.hours import Keeper, calendar_of
from presszero.organisation.models import Team
from presszero.pure.conditions import Facts

READ_SIGNS = 20_000


def facts_of(cases: QuerySet[Case], *, at: datetime | None) -> list[tuple[Case, Facts]]:
    """Return each case with its facts, in as many queries as there are kinds of facts.

    at: the moment that open hours are asked of; None: when each case's last letter came.
    """
    last = Contact.objects.filter(case=OuterRef("pk"), direction=Contact.Direction.IN).order_by("-at", "-id")
    live = Q(points__state=Point.State.OPEN, points__merged_into=None, points__taken_out_at=None)
    earlier = (
        Case.objects.filter(customer=OuterRef("customer"), opened_at__lt=OuterRef("opened_at"))
        .order_by()
        .values("customer")
        .annotate(n=Count("pk"))
        .values("n")
    )
    read = list(
        cases.annotate(
            open_points=Count("points", filter=live, distinct=True),
            said=Subquery(last.annotate(said=Left("text", READ_SIGNS)).values("said")[:1]),
            subject=Subquery(last.values("subject")[:1]),
            channel=Subquery(last.values("channel")[:1]),
            sender=Subquery(last.values("address")[:1]),
            wrote_at=Coalesce(Subquery(last.values("at")[:1]), F("opened_at")),
            before=Coalesce(Subquery(earlier), 0),
        )
        .select_related("team", "customer")
        .prefetch_related("tagged__tag", "field_values")
    )
    calendars = {team.pk: calendar_of(Keeper(team=team)) for team in _teams(read)}
    return [
        (
            case,
            Facts(
                team=case.team_id,
                topic=case.topic_id or 0,
                language=case.language,
                channel=case.channel or "",
                text=f"{case.subject or ''}\n{case.said or ''}",
                sender=case.sender or "",
                tags=frozenset(one.tag.name for one in case.tagged.all()),
                points=case.open_points,
                before=case.before,
                is_open_hours=calendars[case.team_id].is_open(at or case.wrote_at),
                owner=case.owner_id,
                fields={one.field_id: one.value for one in case.field_values.all()},
            ),
        )
        for case in read
    ]


def told_by(line: RecordLine, tags: Mapping[int, str]) -> dict[str, Any]:
    """Return the facts that only the line tells at which a rule looks: which clock it was, which field, which tag. tags: their names by their ids."""
    if line.kind.startswith("clock."):
        return {"clock": line.facts.get("clock", "")}
    if line.kind == "field.set":
        return {"field_set": line.about_id}
    if line.kind == "case.tagged":
        return {"tag_added": tags.get(line.facts["tag"], "")}
    return {}


def tag_names(ids: Collection[int]) -> dict[int, str]:
    """Return the names of tags by their ids."""
    return dict(Tag.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}


def _teams(cases: Sequence[Case]) -> list[Team]:
    return list({case.team_id: case.team for case in cases}.values())
