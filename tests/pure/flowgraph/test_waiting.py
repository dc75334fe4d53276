"""Seconds in the queue: from the record, from a forecast, and said to be no proof."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

import pytest

from presszero.pure.flowgraph.calendars import WeekPlan
from presszero.pure.flowgraph.waiting import InTheQueue, Waited, in_the_queues, people_in
from presszero.pure.queueing.one_hour import mean_wait_seconds

MONDAY = datetime(2026, 3, 2, 9, 0)
OPEN = WeekPlan({day: ((480, 1080, 2),) for day in range(5)})


def weeks(count: int, every_seconds: int, waits: list[float], handled: float = 300.0) -> list[Waited]:
    """Return Mondays from nine to ten, one contact in so many seconds."""
    return [
        Waited(
            "desk", MONDAY + timedelta(weeks=week, seconds=second), waits[number % len(waits)], True, handled
        )
        for week in range(count)
        for number, second in enumerate(range(0, 3600, every_seconds))
    ]


def the_queue(record: list[Waited], cover: WeekPlan | None = OPEN) -> InTheQueue:
    return in_the_queues(["desk"], record, {"desk": cover} if cover else {})[0]


def test_record_says_what_half_and_nine_in_ten_waited_and_the_worst_hour() -> None:
    late = [Waited("desk", MONDAY + timedelta(days=1, hours=4), 900.0, False)]
    found = the_queue(weeks(4, 360, [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]) + late)
    assert (found.contacts, found.answered, found.half_seconds, found.nine_in_ten_seconds) == (41, 40, 50, 90)
    assert found.worst is not None and (found.worst.weekday, found.worst.hour, found.worst.seconds) == (
        1,
        13,
        900,
    )


def test_forecast_is_the_mean_wait_of_each_hour_with_those_who_are_there() -> None:
    found = the_queue(weeks(4, 360, [10.0]))  # 10 an hour on Mondays at nine, 300 s each, two people
    expected = mean_wait_seconds(10, 300, 2)
    assert found.forecast_seconds == pytest.approx(expected)
    assert found.forecast_worst is not None and found.forecast_worst.hour == 9
    assert found.as_json()["proved"] is False


def test_line_that_would_never_clear_has_no_seconds_and_says_so() -> None:
    found = the_queue(weeks(4, 60, [10.0]))  # 60 an hour of 300 s each: five are needed, two are there
    assert found.forecast_seconds == math.inf
    assert found.as_json()["forecast"] == {
        "mean_seconds": None,
        "worst_hour": {"weekday": 0, "hour": 9, "seconds": None},
        "why_not": "",
    }


@pytest.mark.parametrize(
    ("record", "cover", "why"),
    [
        ([], OPEN, "Nobody has waited"),
        (weeks(4, 360, [1.0]), None, "Who is there has not been said"),
        (weeks(1, 360, [1.0]), OPEN, "10 contacts, 10 with a handling time, are too few"),
        (weeks(4, 360, [1.0]), WeekPlan({6: ((480, 1080, 2),)}), "Everybody came while nobody is there"),
    ],
)
def test_what_cannot_be_forecast_is_said_in_a_sentence(
    record: list[Waited], cover: WeekPlan | None, why: str
) -> None:
    found = the_queue(record, cover)
    assert found.forecast_seconds is None and found.why.startswith(why)


def test_people_of_a_part_of_an_hour_count_by_their_minutes() -> None:
    plan = WeekPlan({0: ((480, 540, 3), (510, 600, 2))})
    assert [people_in(plan, (0, hour)) for hour in (7, 8, 9, 10)] == [0, 4, 2, 0]


@pytest.mark.long
@pytest.mark.parametrize("patience", [None, 30.0, 180.0, 3600.0])
@pytest.mark.parametrize(("arrivals", "handling"), [(3, 200.0), (60, 240.0), (600, 300.0), (4000, 90.0)])
def test_plain_sum_agrees_with_the_compiled_one(
    arrivals: float, handling: float, patience: float | None
) -> None:
    from presszero.pure.queueing.lines import Line, measure_line

    offered = arrivals * handling / 3600
    for servers in {0, 1, round(offered * 0.8), round(offered) + 1, round(offered * 1.3) + 2}:
        ours = mean_wait_seconds(arrivals, handling, servers, patience)
        theirs = measure_line(Line(arrivals, handling, patience), servers).mean_wait_seconds
        assert ours == pytest.approx(theirs, rel=1e-6, abs=1e-9), servers
