"""Figures count what was recorded, for the teams one sees, and never more."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from tests.cast import (
    MORNING,
    NEXT_DAY,
    PortLumen,
    given_open_case,
    given_sent_reply,
    given_town,
)

from presszero.cases.actions import close_case, reopen_by_worker
from presszero.cases.clocks import set_clocks
from presszero.cases.figures import Figures, figures
from presszero.cases.figures_file import csv_of
from presszero.cases.models import Case, Promise
from presszero.cases.promises import make_promise
from presszero.ground import clock
from presszero.organisation.models import Role, Team, Worker

pytestmark = pytest.mark.django_db
NOW = MORNING + timedelta(days=5)
Office = Callable[[Worker], Client]


def given_answered(town: PortLumen, *, after_hours: float, asks: tuple[str, ...] = ("refund",)) -> Case:
    case = given_open_case(asks=asks, taken_by=town.tomas)
    given_sent_reply(case, by=town.tomas, at=MORNING + timedelta(hours=after_hours))
    set_clocks(case_id=case.pk, at=NOW)
    return case


def told(town: PortLumen, worker: Worker | None = None, by: str = "team", days: int = 28) -> Figures:
    return figures(by=by, days=days, seen_by=(worker or town.noor).actor, at=NOW)  # type: ignore[arg-type]


def test_first_answers_have_a_median_a_ninth_of_ten_and_a_kept_share() -> None:
    town = given_town()
    for hours in (1, 2, 3, 26):
        given_answered(town, after_hours=hours)
    one = told(town).all
    assert (one.opened, one.first_median_hours, one.first_ninth_hours) == (4, 2.5, 26)
    assert one.first_kept_share == 0.75


def test_who_still_waits_past_the_time_had_no_answer_in_time() -> None:
    town = given_town()
    for hours in (1, 2, 3):
        given_answered(town, after_hours=hours)
    late, fresh = given_open_case(asks=["refund"]), given_open_case(asks=["refund"], at=NOW)
    for case in (late, fresh):
        set_clocks(case_id=case.pk, at=NOW)
    one = told(town).all
    assert (one.first_kept_share, one.first_median_hours) == (0.75, 2)
    assert [group.first_late for group in told(town).groups] == [1]


def test_settled_confirmed_and_reopened() -> None:
    town = given_town()
    cases = [given_answered(town, after_hours=3) for _ in range(4)]
    for case in cases:
        close_case(case_id=case.pk, outcome="settled", words="", by=town.tomas.actor, at=NEXT_DAY)
    Case.objects.filter(pk=cases[0].pk).update(outcome_confirmed_at=NEXT_DAY)
    reopen_by_worker(case_id=cases[1].pk, by=town.tomas.actor, at=NEXT_DAY + timedelta(hours=1))
    one = told(town).all
    assert (one.closed, one.reopened_share, one.settled_median_hours) == (4, 0.25, 24)
    assert one.confirmed_share == pytest.approx(1 / 3)


def test_backlog_is_what_is_open_now_by_age() -> None:
    town = given_town()
    given_open_case(asks=["refund"])
    given_open_case(asks=["refund"], at=NOW - timedelta(hours=2))
    one = told(town).all
    assert one.backlog == 2 and (one.ages[0], one.ages[2]) == (1, 1)


def test_promise_whose_time_came_was_kept_in_time_or_not() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    make_promise(
        case=case,
        what="Call back",
        owner_id=town.tomas.pk,
        due_at=NOW + timedelta(days=1),
        kind="act",
        made_in=None,
        by=town.tomas.actor,
        at=MORNING,
    )
    given_answered(town, after_hours=1)
    assert told(town).all.promises_kept_share == 0.5  # one answer kept, one overdue, and one still to come


def test_promise_with_a_new_time_is_counted_as_moved_and_at_its_new_time() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    given_answered(town, after_hours=1)
    before = told(town).all
    promise = case.promises.get()
    Promise.objects.filter(pk=promise.pk).update(state=Promise.State.MOVED, settled_at=MORNING)
    after = told(town)
    assert (before.promises_moved, after.all.promises_moved) == (0, 1)
    assert after.all.promises_settled == before.promises_settled - 1
    rows = list(csv.DictReader(io.StringIO(csv_of(after, "team"))))
    assert rows[-1]["promises_moved"] == "1"


def test_points_answered_at_the_first_reply() -> None:
    town = given_town()
    given_answered(town, after_hours=1, asks=("refund", "timetable"))
    one = told(town).all
    assert (one.points_answered, one.points_asked, one.first_reply_share) == (2, 2, 1.0)


def test_figures_are_grouped_by_team_topic_and_channel() -> None:
    town = given_town()
    given_answered(town, after_hours=1)
    given_open_case(asks=["library book"], to="library@portlumen.example")
    groups = {
        by: {one.name: one.opened for one in told(town, town.edda, by).groups}
        for by in ("team", "topic", "channel")
    }
    assert groups["team"] == {"Transit": 1, "Library": 1}
    assert groups["topic"]["Library"] == 1
    assert groups["channel"] == {"email": 2}


def test_lead_counts_their_own_teams_and_a_planner_all() -> None:
    town = given_town()
    given_open_case(asks=["refund"])
    planner = Worker.objects.create_user("p@x.example", name="Pia", role=Role.PLANNER, joined_at=MORNING)
    seen = {one.name: told(town, one).all.opened for one in (town.noor, town.hanne, town.edda, planner)}
    assert seen == {"Noor Halvane": 1, "Hanne Lindqvist": 0, "Edda Marlowe": 1, "Pia": 1}


def test_what_lies_before_the_period_is_not_counted() -> None:
    town = given_town()
    given_answered(town, after_hours=1)
    late = figures(by="team", days=7, seen_by=town.noor.actor, at=MORNING + timedelta(days=60)).all
    assert (late.opened, late.first_hours, late.backlog) == (0, [], 1)


def test_nothing_is_no_share_and_no_error() -> None:
    one = told(given_town()).all
    assert (one.first_median_hours, one.first_kept_share, one.reopened_share, one.backlog) == (
        None,
        None,
        None,
        0,
    )


def test_file_holds_a_row_a_group_and_runs_nothing_in_a_spreadsheet() -> None:
    town = given_town()
    given_answered(town, after_hours=2)
    Team.objects.filter(pk=town.transit.pk).update(name="=2+2")
    rows = list(csv.DictReader(io.StringIO(csv_of(told(town), "team"))))
    assert [row["team"] for row in rows] == ["'=2+2", "all"]
    assert (rows[0]["first_median_hours"], rows[0]["first_kept_share"], rows[0]["settled_median_hours"]) == (
        "2",
        "1",
        "",
    )


def test_screen_shows_the_figures_with_charts_and_their_tables(in_the_office: Office) -> None:
    town = given_town()
    client = in_the_office(town.noor)
    nothing_yet = client.get("/office/figures/").content.decode()
    assert nothing_yet.count('<svg class="chart') == 2, "axes around no first answer"
    given_answered(town, after_hours=2)
    clock.shift_to(NEXT_DAY)
    page = client.get("/office/figures/?by=topic&days=90").content.decode()
    assert page.count('<svg class="chart') == 4 and page.count("The same as a table") == 2
    assert client.get("/office/figures.csv?by=channel").content.decode().startswith("channel,opened,")
    for place in ("/office/figures.csv", "/api/v1/figures.csv"):
        sheet = client.get(f"{place}?days=7&table=days").content.decode()
        days = [row["first_median_hours"] for row in csv.DictReader(io.StringIO(sheet))]
        assert days == [""] * 6 + ["2"]
    daily = client.get("/api/v1/figures/?days=7").json()["daily"]
    assert [day["first_median_hours"] for day in daily] == [None] * 6 + [2.0]
    assert client.get("/office/figures/?by=person").status_code == 422
    assert in_the_office(town.tomas).get("/office/figures/").status_code == 403


def test_later_replies_are_no_first_ones() -> None:
    town = given_town()
    case = given_answered(town, after_hours=3, asks=("refund",))
    from tests.cast import a_letter, given_letter

    given_letter(a_letter(asks=["timetable"], at=NEXT_DAY), joins=case)
    given_sent_reply(case, by=town.tomas, at=NEXT_DAY + timedelta(hours=1))
    assert told(town).all.points_asked == 1
