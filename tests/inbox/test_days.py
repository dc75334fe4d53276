"""A day's figures are running totals: each line of the record counts once, on its day, for its team and worker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import LATER_THAT_DAY, MORNING, NEXT_DAY, given_open_case, given_sent_reply, given_town

from presszero.ground.models import RecordLine
from presszero.inbox.days import TeamDay, count_line, my_day, teams_day
from presszero.lines.turns import take_next
from presszero.organisation.models import Worker

pytestmark = pytest.mark.django_db


def counted() -> None:
    for line in RecordLine.objects.order_by("id"):
        count_line(line)


def team_day(by: Worker, at: datetime = LATER_THAT_DAY) -> TeamDay:
    return teams_day(by=by.actor, at=at)[0]


def test_day_counts_what_came_in_and_what_was_answered() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    given_open_case(asks=["timetable"], address="jo@lakemail.example")
    given_sent_reply(case, by=town.tomas)
    counted()
    day = team_day(town.noor)
    assert (day.open, day.done["came_in"], day.done["answered"]) == (1, 2, 1)
    assert my_day(by=town.tomas.actor, at=LATER_THAT_DAY).done["answered"] == 1
    assert my_day(by=town.odile.actor, at=LATER_THAT_DAY).done["answered"] == 0
    assert team_day(town.noor, NEXT_DAY).done["came_in"] == 0


def test_day_says_what_waits_for_whom() -> None:
    town = given_town()
    given_open_case(asks=["refund"], taken_by=town.tomas)
    early, late = my_day(by=town.tomas.actor, at=MORNING), my_day(by=town.tomas.actor, at=NEXT_DAY)
    assert (early.open, early.late, early.promises_today) == (1, 0, 1)
    assert (late.open, late.late) == (1, 1)
    assert my_day(by=town.odile.actor, at=NEXT_DAY).open == 0


def test_lead_sees_the_teams_they_are_in_and_a_leader_all() -> None:
    town = given_town()
    assert [day.team for day in teams_day(by=town.noor.actor, at=MORNING)] == [town.transit]
    assert {town.transit, town.library} <= {day.team for day in teams_day(by=town.edda.actor, at=MORNING)}


def test_page_of_an_agent_shows_no_teams_and_reads_no_more_for_many_cases(
    at_the_desk: Callable[..., Client],
) -> None:
    town = given_town()
    desk = at_the_desk(town.tomas, script=False)
    assert "Your teams today" not in desk.get("/desk/day/").content.decode()
    assert "Your teams today" in at_the_desk(town.noor).get("/desk/day/").content.decode()
    given_open_case(asks=["refund"], taken_by=town.tomas)
    few = queries(desk)
    for number in range(8):
        given_open_case(asks=["refund"], address=f"w{number}@lakemail.example", taken_by=town.tomas)
    assert queries(desk) == few <= 20


def test_who_has_nothing_open_is_offered_the_next_case_of_their_own_line(
    at_the_desk: Callable[..., Client],
) -> None:
    town = given_town()
    given_open_case(asks=["refund"])

    def is_offered(worker: Worker) -> bool:
        return "Take the next" in at_the_desk(worker, script=False).get("/desk/day/").content.decode()

    assert [is_offered(one) for one in (town.tomas, town.ivo, town.edda)] == [True, False, False]
    take_next(by=town.tomas.actor, at=MORNING)
    given_open_case(asks=["timetable"], address="jo@lakemail.example")
    assert not is_offered(town.tomas)


def queries(desk: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert desk.get("/desk/day/").status_code == 200
    return sum('"ground_installation"' not in query["sql"] for query in asked.captured_queries)


def test_mentions_stand_in_a_list_of_their_own(at_the_desk: Callable[..., Client]) -> None:
    from presszero.cases.notes import add_note

    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    other = given_open_case(asks=["timetable"], address="jo@lakemail.example")
    for one in (case, other, case):
        add_note(case_id=one.pk, text="@Odile Farrow, is it yours?", by=town.tomas.actor, at=MORNING)
    page = at_the_desk(town.odile).get("/desk/?view=mentions").content.decode()
    assert page.count("data-case-row=") == 2
    assert page.index(f'data-case-row="{case.pk}"') < page.index(f'data-case-row="{other.pk}"')
    assert "No note names you" in at_the_desk(town.noor).get("/desk/?view=mentions").content.decode()
