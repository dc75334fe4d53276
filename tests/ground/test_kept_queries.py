"""A query whose SQL is kept reads what the same query reads when it is written anew, whatever ids it is asked with."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import Prefetch, QuerySet, Value
from django.test.utils import CaptureQueriesContext
from tests.cast import given_open_case, given_town

from presszero.cases.models import Case, Point
from presszero.ground.kept_queries import CannotBeKept, kept_query
from presszero.organisation.models import Organisation

pytestmark = pytest.mark.django_db


def cases(*, ids: tuple[int, ...], team_id: int | None) -> QuerySet[Case]:
    theirs = Case.objects.select_related("customer").prefetch_related(
        Prefetch("points", Point.objects.order_by("number"))
    )
    some = theirs.filter(pk__in=ids).order_by("pk")
    return some if team_id is None else some.filter(team_id=team_id)


@pytest.fixture
def ids() -> list[int]:
    given_town()
    return [
        given_open_case(asks=["refund", "extra buses"][: n + 1], address=f"w{n}@lakemail.example").pk
        for n in (0, 1)
    ]


def told(rows: list[Case]) -> list[tuple[int, str, list[str]]]:
    return [(one.pk, one.customer.name, [point.text for point in one.points.all()]) for one in rows]


def test_kept_query_reads_for_each_ids_what_a_new_one_reads(ids: list[int]) -> None:
    kept, team_id = kept_query(cases), Case.objects.get(pk=ids[0]).team_id
    asked = [
        *[(tuple(some), team) for some in (ids[:1], ids[1:], ids, ids[::-1]) for team in (team_id, None)],
        ((ids[0],), team_id + 1000),
        ((), team_id),
        ((ids[1],), team_id),
    ]
    for some, team in asked:
        assert told(kept(ids=some, team_id=team)) == told(list(cases(ids=some, team_id=team))), (some, team)


def test_rows_come_with_what_was_read_beside_them(ids: list[int]) -> None:
    kept = kept_query(cases)
    kept(ids=tuple(ids), team_id=None)
    with CaptureQueriesContext(connection) as asked:
        told(kept(ids=tuple(ids), team_id=None))
    assert len(asked.captured_queries) == 2


def test_values_alone_are_read_as_values(ids: list[int]) -> None:
    @kept_query
    def names(*, case_id: int) -> QuerySet[Case, str]:
        return Case.objects.filter(pk=case_id).values_list("reference", flat=True)

    @kept_query
    def facts(*, case_id: int) -> QuerySet[Case, dict[str, object]]:
        return Case.objects.filter(pk=case_id).values("id", said=Value("so"))

    for case_id in (*ids, *ids):
        assert names(case_id=case_id) == [Case.objects.get(pk=case_id).reference]
        assert facts(case_id=case_id) == [{"id": case_id, "said": "so"}]


def test_kept_sql_stands_inside_another_query(ids: list[int]) -> None:
    kept = kept_query(lambda *, ids: Case.objects.filter(pk__in=ids).values_list("id", flat=True))
    for some in ((), tuple(ids[:1]), tuple(ids)):
        sql, values = kept.sql(ids=some)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM ({sql}) AS counted", values)
            assert cursor.fetchone() == (len(some),)


def test_id_that_the_query_loses_is_refused() -> None:
    """Else one would read another's rows: the id that came first would be asked for ever after."""
    lost = kept_query(lambda *, case_id: Case.objects.filter(pk=7))
    changed = kept_query(lambda *, case_id: Case.objects.filter(pk=case_id + 1))
    too_small = kept_query(lambda *, pk: Organisation.objects.filter(pk=pk))  # its column holds small numbers
    for kept, given in ((lost, {"case_id": 7}), (changed, {"case_id": 7}), (too_small, {"pk": 1})):
        with pytest.raises(CannotBeKept):
            kept(**given)


@pytest.mark.parametrize("given", ["7", 7.0, True, [7]])
def test_only_ids_are_taken(given: object) -> None:
    with pytest.raises(CannotBeKept):
        kept_query(cases)(ids=(1,), team_id=given)  # type: ignore[arg-type]
    with pytest.raises(CannotBeKept, match="by name"):
        kept_query(cases)((1,), 7)
