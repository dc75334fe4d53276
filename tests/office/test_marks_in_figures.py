"""Marks made against the check stand beside the customers' "you missed this", by team and never by person."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from tests.cast import (
    ANSWERS,
    LATER_THAT_DAY,
    MORNING,
    NEXT_DAY,
    PortLumen,
    given_draft,
    given_open_case,
    given_town,
    points_of,
)

from presszero.cases.figures import Group, figures
from presszero.cases.figures_file import csv_of
from presszero.cases.points import miss_point
from presszero.ground.actors import Actor
from presszero.organisation.models import Worker
from presszero.replies.drafting import mark_point
from presszero.replies.sending import send_reply

pytestmark = pytest.mark.django_db
NOW = MORNING + timedelta(days=5)


def answered(by: Worker, number: int, *, against: bool, missed: bool) -> None:
    case = given_open_case(asks=["refund"], address=f"{number}@lakemail.example", taken_by=by)
    given_draft(case, by=by)
    point = points_of(case)[0]
    mark_point(
        point_id=point.pk, said="answered", quote=ANSWERS["refund"], against_check=against, by=by.actor,
        at=LATER_THAT_DAY,
    )  # fmt: skip
    send_reply(
        case_id=case.pk, by=by.actor, at=LATER_THAT_DAY, message_id=f"marked-{number}@portlumen.example"
    )
    if missed:
        miss_point(
            point_id=point.pk,
            words="",
            by=Actor("customer", case.customer_id),
            at=NEXT_DAY + timedelta(hours=1),
        )


def told(town: PortLumen, days: int = 28) -> Group:
    return figures(by="team", days=days, seen_by=town.noor.actor, at=NOW).all


@pytest.fixture
def town() -> PortLumen:
    town = given_town()
    answered(town.tomas, 1, against=True, missed=True)
    answered(town.tomas, 2, against=True, missed=False)
    answered(town.odile, 3, against=False, missed=True)
    return town


def test_each_mark_stands_beside_what_customers_missed_of_its_kind(town: PortLumen) -> None:
    answered(town.noor, 4, against=False, missed=False)
    assert told(town).marks == {
        "marks_with_check": 2,
        "missed_with_check": 1,
        "marks_against_check": 2,
        "missed_against_check": 1,
    }
    rows = list(
        csv.DictReader(
            io.StringIO(csv_of(figures(by="team", days=28, seen_by=town.noor.actor, at=NOW), "team"))
        )
    )
    assert [row["missed_against_check"] for row in rows] == ["1", "1"]


def test_group_of_two_people_is_not_told_apart(
    town: PortLumen, in_the_office: Callable[[Worker], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(town).marks is None
    monkeypatch.setattr("presszero.office.figures.clock.now", lambda: NOW)
    page = in_the_office(town.noor).get("/office/figures/").content.decode()
    assert "fewer than three people" in page


def test_point_marked_before_the_period_is_still_known_for_how(town: PortLumen) -> None:
    answered(town.noor, 4, against=False, missed=False)
    later = told(town, days=4)  # from the next day on: the marks lie before it, what was missed does not
    assert (later.marks_against_check, later.missed_against_check, later.missed_with_check) == (0, 1, 1)
