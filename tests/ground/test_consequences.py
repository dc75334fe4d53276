"""Consequences: at least once, in order for each case, one that fails holding up only its own case."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now
from tests.cast import MORNING, given_town
from tests.sealing import Colleague, seal

from presszero.ground.actors import SYSTEM
from presszero.ground.consequences import (
    WAITS_SECONDS,
    NoReasonGiven,
    Table,
    dismiss_duty,
    do_next_duty,
    given_up,
    note_duties,
    retry_duty,
)
from presszero.ground.models import Duty, RecordLine
from presszero.ground.record import record
from presszero.organisation.models import Team

pytestmark = pytest.mark.django_db(transaction=True)

MAREN, YUSUF = 1, 2  # two cases


class Refused(Exception):
    """The far end said no."""


def happened(*turns: tuple[str, int]) -> None:
    """Record and seal lines: (kind, case)."""
    team = Team.objects.get(name="Transit")
    for kind, case_id in turns:
        with transaction.atomic():
            record(kind, about=team, by=SYSTEM, at=MORNING, case_id=case_id)
    seal()


def do_all(table: Table) -> int:
    """Do whatever is ready; return how many duties were begun."""
    begun = 0
    while do_next_duty(table):
        begun += 1
    return begun


def keeps(done: list[tuple[str, int | None]]) -> Callable[[RecordLine], None]:
    def note(line: RecordLine) -> None:
        done.append((line.kind, line.case_id))

    return note


def bring_forward() -> None:
    Duty.objects.update(next_try_at=Now())


def test_what_follows_is_done_once_in_the_order_of_the_record() -> None:
    given_town()
    done: list[tuple[str, int | None]] = []
    table = {"a.one": [keeps(done)], "a.two": [keeps(done)]}
    happened(("a.one", MAREN), ("a.other", MAREN), ("a.two", MAREN))
    assert note_duties(table) == 3
    assert note_duties(table) == 0
    assert do_all(table) == 2
    assert done == [("a.one", MAREN), ("a.two", MAREN)]
    assert not Duty.objects.exists()


def test_several_consequences_of_one_line_keep_the_order_of_the_table() -> None:
    given_town()
    done: list[str] = []

    def first(line: RecordLine) -> None:
        done.append("first")

    def second(line: RecordLine) -> None:
        done.append("second")

    table = {"a.one": [first, second]}
    happened(("a.one", MAREN))
    note_duties(table)
    do_all(table)
    assert done == ["first", "second"]


def test_failing_one_holds_up_its_own_case_only() -> None:
    given_town()
    done: list[tuple[str, int | None]] = []

    def refuses_maren(line: RecordLine) -> None:
        if line.case_id == MAREN and line.kind == "a.one":
            raise Refused("550 no such mailbox")
        done.append((line.kind, line.case_id))

    table = {"a.one": [refuses_maren], "a.two": [refuses_maren]}
    happened(("a.one", MAREN), ("a.two", MAREN), ("a.one", YUSUF), ("a.two", YUSUF))
    note_duties(table)
    do_all(table)
    assert done == [("a.one", YUSUF), ("a.two", YUSUF)]
    assert [(duty.stream, duty.attempts) for duty in Duty.objects.order_by("position")] == [
        (f"case:{MAREN}", 1),
        (f"case:{MAREN}", 0),
    ]


def test_failing_one_leaves_none_of_its_rows() -> None:
    given_town()

    def writes_then_fails(line: RecordLine) -> None:
        Team.objects.create(name="Half done", mail_name="half")
        raise Refused

    table = {"a.one": [writes_then_fails]}
    happened(("a.one", MAREN))
    note_duties(table)
    do_all(table)
    assert not Team.objects.filter(name="Half done").exists()
    assert Duty.objects.get().last_error == "Refused: "


def test_failing_one_is_tried_again_with_growing_waits_and_then_parked() -> None:
    given_town()

    def always_refused(line: RecordLine) -> None:
        raise Refused("421 later")

    table = {"a.one": [always_refused]}
    happened(("a.one", MAREN))
    note_duties(table)
    for wait_seconds in WAITS_SECONDS:
        began = _database_now()
        bring_forward()
        assert do_next_duty(table)
        duty = Duty.objects.get()
        assert duty.state == Duty.State.WAITING
        assert (duty.next_try_at - began).total_seconds() >= wait_seconds
    assert list(WAITS_SECONDS) == sorted(set(WAITS_SECONDS))
    bring_forward()
    assert do_next_duty(table)
    duty = Duty.objects.get()
    assert (duty.state, duty.attempts) == (Duty.State.PARKED, len(WAITS_SECONDS) + 1)
    assert duty.last_error == "Refused: 421 later"
    bring_forward()
    assert not do_next_duty(table)


def _database_now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: datetime = cursor.fetchone()[0]
        return found


def given_parked(table: Table) -> Duty:
    happened(("a.one", MAREN), ("a.two", MAREN))
    note_duties(table)
    for _ in range(len(WAITS_SECONDS) + 1):
        bring_forward()
        assert do_next_duty(table)
    bring_forward()
    assert not do_next_duty(table)
    return Duty.objects.get(state=Duty.State.PARKED)


def refuses_until(opened: list[bool], done: list[tuple[str, int | None]]) -> Table:
    def deliver(line: RecordLine) -> None:
        if line.kind == "a.one" and not opened:
            raise Refused
        done.append((line.kind, line.case_id))

    return {"a.one": [deliver], "a.two": [deliver]}


def test_parked_one_is_retried_by_hand_and_its_case_goes_on_in_order() -> None:
    given_town()
    opened: list[bool] = []
    done: list[tuple[str, int | None]] = []
    table = refuses_until(opened, done)
    parked = given_parked(table)
    opened.append(True)
    retry_duty(duty_id=parked.pk, by=SYSTEM, at=MORNING)
    do_all(table)
    assert done == [("a.one", MAREN), ("a.two", MAREN)]


def test_parked_one_that_is_dismissed_lets_its_case_go_on_without_it() -> None:
    given_town()
    done: list[tuple[str, int | None]] = []
    table = refuses_until([], done)
    parked = given_parked(table)
    dismiss_duty(duty_id=parked.pk, words="Told by  phone.", by=SYSTEM, at=MORNING)
    do_all(table)
    assert done == [("a.two", MAREN)]
    assert [(one.consequence, one.words) for one in given_up()] == [("deliver", "Told by phone.")]


@pytest.mark.parametrize("words", ["", " \n", "a" * 501])
def test_what_nobody_gives_a_reason_for_stays_parked(words: str) -> None:
    given_town()
    parked = given_parked(refuses_until([], []))
    with pytest.raises(NoReasonGiven):
        dismiss_duty(duty_id=parked.pk, words=words, by=SYSTEM, at=MORNING)
    assert (Duty.objects.get(pk=parked.pk).state, given_up()) == ("parked", [])


def test_one_still_being_tried_is_not_dismissed() -> None:
    given_town()
    table = refuses_until([], [])
    happened(("a.one", MAREN))
    note_duties(table)
    do_next_duty(table)
    dismiss_duty(duty_id=Duty.objects.get().pk, words="No need.", by=SYSTEM, at=MORNING)
    assert (Duty.objects.count(), given_up()) == (1, [])


def test_duty_that_the_table_no_longer_names_says_what_to_do() -> None:
    given_town()
    table = refuses_until([True], [])
    happened(("a.one", MAREN))
    note_duties(table)
    assert do_next_duty({})
    assert "wiring.py no longer names deliver for a.one" in Duty.objects.get().last_error


def test_killed_between_effect_and_end_the_duty_is_done_again() -> None:
    given_town()
    done: list[tuple[str, int | None]] = []

    class Killed(BaseException):
        """Stands for kill -9: nothing catches it."""

    def dies_the_first_time(line: RecordLine) -> None:
        done.append((line.kind, line.case_id))
        if len(done) == 1:
            raise Killed

    table = {"a.one": [dies_the_first_time]}
    happened(("a.one", MAREN))
    note_duties(table)
    with pytest.raises(Killed):
        do_next_duty(table)
    assert do_all(table) == 1
    assert done == [("a.one", MAREN)] * 2


def test_many_hands_keep_the_order_of_each_case() -> None:
    given_town()
    done: list[tuple[int | None, int]] = []
    kept = threading.Lock()

    def note(line: RecordLine) -> None:
        with kept:
            done.append((line.case_id, line.position or 0))

    table = {"a.one": [note]}
    happened(*[("a.one", case_id) for _ in range(8) for case_id in (1, 2, 3)])
    note_duties(table)

    def work() -> None:
        while Duty.objects.exists():
            do_next_duty(table)

    hands = [Colleague(work) for _ in range(4)]
    for hand in hands:
        hand.start()
    for hand in hands:
        assert hand.done().error is None
    for case_id in (1, 2, 3):
        turns = [position for one, position in done if one == case_id]
        assert turns == sorted(turns) and len(turns) == 8


def test_two_workers_that_note_at_once_write_each_duty_down_once() -> None:
    given_town()
    table = refuses_until([True], [])
    happened(*[("a.one", MAREN)] * 5)
    workers = [Colleague(lambda: note_duties(table)) for _ in range(2)]
    for worker in workers:
        worker.start()
    assert sorted(worker.done().answer for worker in workers) == [0, 5]
    assert Duty.objects.count() == 5
