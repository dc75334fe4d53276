"""The clocks of a case: what sets them going, what stops them, and what they say of themselves."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.cast import (
    LATER_THAT_DAY,
    MORNING,
    NEXT_DAY,
    a_letter,
    given_letter,
    given_open_case,
    given_sent_reply,
    given_town,
    recorded,
)

from presszero.cases.actions import close_case
from presszero.cases.clocks import clocks_page, look_at_clocks, running_cases, set_clocks, warn_owner
from presszero.cases.errors import NoSuchCase
from presszero.cases.models import Case, Clock
from presszero.organisation.hours import Keeper, add_special_day, set_targets
from presszero.organisation.models import Team

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
MINUTE = timedelta(minutes=1)


def with_targets(team: Team, **targets: object) -> None:
    from presszero.ground.actors import SYSTEM

    given = {
        "first_hours": 8,
        "next_hours": 4,
        "settle_hours": 40,
        "warn_before_hours": 2,
        "escalates": False,
    }
    set_targets(team_id=team.pk, **(given | targets), by=SYSTEM, at=MORNING)  # type: ignore[arg-type]


def clocks_of(case: Case, at: datetime) -> dict[str, Clock]:
    set_clocks(case_id=case.pk, at=at)
    return {clock.kind: clock for clock in Clock.objects.filter(case=case)}


def test_letter_starts_first_and_settle_and_the_answer_ends_the_first_in_time() -> None:
    town = given_town()
    with_targets(town.transit)
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    running = clocks_of(case, MORNING)
    assert set(running) == {"first", "settle"}
    assert running["first"].due_at == datetime(2025, 7, 13, 16, 12, tzinfo=BERLIN)
    assert running["first"].warn_at == datetime(2025, 7, 13, 14, 12, tzinfo=BERLIN)
    given_sent_reply(case, by=town.tomas, at=LATER_THAT_DAY)
    after = clocks_of(case, LATER_THAT_DAY)
    assert after["first"].was_kept is True and after["first"].stopped_at == LATER_THAT_DAY
    assert "clock.stopped" in recorded(case)


def test_settle_stands_still_while_the_customer_is_asked_and_runs_when_they_write() -> None:
    town = given_town()
    with_targets(town.transit)
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    given_sent_reply(case, by=town.tomas, at=LATER_THAT_DAY)
    assert clocks_of(case, LATER_THAT_DAY)["settle"].due_at is None
    given_letter(a_letter(asks=["timetable"], at=NEXT_DAY), joins=case)
    again = clocks_of(case, NEXT_DAY)
    assert again["next"].began_at == NEXT_DAY and again["next"].within_hours == 4
    told = {
        one.clock.kind: one
        for one in clocks_page(case_id=case.pk, by=town.tomas.actor, at=NEXT_DAY + 60 * MINUTE)
    }
    assert [(one.state, one.because) for one in told["settle"].story] == [
        ("runs", "wrote"),
        ("waits", "answered"),
        ("runs", "wrote"),
    ]
    assert told["settle"].counted_seconds == 4 * 3600


def test_counting_twice_changes_nothing() -> None:
    town = given_town()
    with_targets(town.transit)
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    clocks_of(case, MORNING)
    before, lines = list(Clock.objects.values()), recorded()
    set_clocks(case_id=case.pk, at=NEXT_DAY)
    assert list(Clock.objects.values()) == before and recorded() == lines


def test_closing_ends_every_clock() -> None:
    town = given_town()
    with_targets(town.transit)
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    close_case(
        case_id=case.pk,
        outcome="no_answer_needed",
        words="It thanks us.",
        by=town.tomas.actor,
        at=LATER_THAT_DAY,
    )
    assert all(clock.was_kept for clock in clocks_of(case, LATER_THAT_DAY).values())


def test_clock_keeps_the_limit_it_began_with_and_a_holiday_moves_it() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], at=MORNING + timedelta(hours=11))
    first = clocks_of(case, case.opened_at)["first"]
    with_targets(town.transit, first_hours=1)
    assert clocks_of(case, case.opened_at)["first"].due_at == first.due_at
    assert running_cases(town.transit.pk) == [case.pk] and running_cases(town.library.pk) == []
    add_special_day(
        keeper=Keeper(),
        name="Harbour day",
        first_on=date(2025, 7, 14),
        last_on=date(2025, 7, 14),
        spans="",
        by=town.noor.actor,
        at=MORNING,
    )
    assert first.due_at
    assert clocks_of(case, case.opened_at)["first"].due_at == first.due_at + timedelta(days=1)
    told, _settle = clocks_page(case_id=case.pk, by=town.tomas.actor, at=NEXT_DAY)
    assert [(one.state, one.because) for one in told.story] == [("runs", "wrote"), ("closed", "Harbour day")]


def test_clock_is_warned_of_once_and_missed_once() -> None:
    town = given_town()
    with_targets(town.transit)
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    due = clocks_of(case, MORNING)["first"].due_at
    assert due
    assert look_at_clocks(at=due - 3 * 60 * MINUTE) == 0
    assert look_at_clocks(at=due - 60 * MINUTE) == 1
    assert look_at_clocks(at=due - 59 * MINUTE) == 0
    assert look_at_clocks(at=due + MINUTE) == 1
    assert look_at_clocks(at=due + 2 * MINUTE) == 0
    assert [kind for kind in recorded(case) if kind.startswith("clock.")] == ["clock.warned", "clock.missed"]
    assert Case.objects.get(pk=case.pk).owner == town.tomas


def test_late_answer_is_late_even_when_nobody_looked() -> None:
    town = given_town()
    with_targets(town.transit)
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    clocks_of(case, MORNING)
    given_sent_reply(case, by=town.tomas, at=NEXT_DAY)
    assert clocks_of(case, NEXT_DAY)["first"].was_kept is False


def test_team_that_escalates_gives_a_case_that_ran_out_to_its_lead() -> None:
    town = given_town()
    with_targets(town.transit, escalates=True)
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    due = clocks_of(case, MORNING)["first"].due_at
    assert due
    look_at_clocks(at=due + MINUTE)
    case = Case.objects.get(pk=case.pk)
    assert (case.owner, case.owner_why) == (town.noor, "escalated")
    assert case.promises.get(kind="answer").owner == town.noor
    assert "case.escalated" in recorded(case)


def test_warning_of_settling_is_noted_once() -> None:
    town = given_town()
    with_targets(town.transit)
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    settle = clocks_of(case, MORNING)["settle"]
    for _ in range(2):
        warn_owner(clock_id=settle.pk, text="It runs out at 10:12.", at=MORNING)
    assert [note.text for note in case.notes.all()] == ["It runs out at 10:12."]


def test_clock_that_was_stopped_while_its_warning_waited_is_not_told_of() -> None:
    town = given_town()
    with_targets(town.transit)
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    settle = clocks_of(case, MORNING)["settle"]
    ended = {"outcome": "no_answer_needed", "words": "It thanks us.", "by": town.tomas.actor}
    close_case(case_id=case.pk, at=LATER_THAT_DAY, **ended)
    clocks_of(case, LATER_THAT_DAY)
    assert not warn_owner(clock_id=settle.pk, text="It runs out at 10:12.", at=LATER_THAT_DAY)
    assert not case.notes.exists()


def test_import_and_machine_mail_run_no_clock() -> None:
    given_town()
    imported = given_letter(a_letter(asks=["refund"]), clocked=False).case
    assert clocks_of(imported, MORNING) == {}


def test_stranger_sees_no_clock() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    with pytest.raises(NoSuchCase):
        clocks_page(case_id=case.pk, by=town.ivo.actor, at=MORNING)
