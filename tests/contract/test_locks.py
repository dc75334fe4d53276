"""Two workers at one table: each duty is done once, each mail leaves once, one sealer seals."""

from __future__ import annotations

import threading
from typing import Any

from django.db import connection, transaction
from tests.cast import MORNING, given_open_case, given_town
from tests.channels.email.correspondence import Correspondence, do_what_follows
from tests.sealing import Colleague, seal, this_database
from tests.waiting import wait_for

from presszero.channels.email.deliver import send
from presszero.channels.email.models import Outgoing
from presszero.ground.actors import SYSTEM
from presszero.ground.consequences import do_next_duty, note_duties
from presszero.ground.models import Duty, RecordLine
from presszero.ground.record import first_broken_line, record
from presszero.ground.sealer import run_sealer
from presszero.organisation.models import Team

HOLDERS = """
    SELECT a.pid, coalesce(bool_or(l.granted), false) FROM pg_stat_activity AS a
    LEFT JOIN pg_locks AS l ON l.pid = a.pid AND l.locktype = 'advisory'
    WHERE a.datname = current_database() AND a.application_name = 'presszero-sealer' GROUP BY a.pid
"""


def given_lines(*case_ids: int | None) -> None:
    team = Team.objects.get(name="Transit")
    for case_id in case_ids:
        with transaction.atomic():
            record("a.turn", about=team, by=SYSTEM, at=MORNING, case_id=case_id)


def test_duty_that_one_worker_does_is_passed_over_by_the_other(house: str) -> None:
    given_town()
    done: list[int | None] = []
    begun, may_end = threading.Event(), threading.Event()

    def slow_for_case_one(line: RecordLine) -> None:
        if line.case_id == 1:
            begun.set()
            assert may_end.wait(120)
        done.append(line.case_id)

    table = {"a.turn": [slow_for_case_one]}
    given_lines(1, 2, 3)
    seal()
    note_duties(table)
    first = Colleague(lambda: do_next_duty(table))
    first.start()
    assert begun.wait(120)
    second = Colleague(lambda: [do_next_duty(table) for _ in range(3)])
    second.start()
    # The first still holds its duty while the second does all others and finds no more.
    assert second.done().answer == [True, True, False], second.error
    may_end.set()
    assert first.done().answer is True
    assert sorted(done) == [1, 2, 3]
    assert not Duty.objects.exists()


def test_mail_that_one_worker_hands_over_is_passed_over_by_the_other(house: str, settings: Any) -> None:
    given_town()
    post = Correspondence(settings)
    given_open_case()
    do_what_follows()
    outgoing = Outgoing.objects.get(state=Outgoing.State.WAITING)
    begun, may_end = threading.Event(), threading.Event()

    def relay_is_slow() -> None:
        begun.set()
        may_end.wait(120)

    post.relay.refuse = relay_is_slow
    first, second = (Colleague(lambda: send(outgoing.pk)) for _ in range(2))
    first.start()
    assert begun.wait(120)
    second.start()
    assert second.done().error is None
    may_end.set()
    assert first.done().error is None
    assert [mail["Message-ID"] for mail in post.left] == [f"<{outgoing.message_id}>"]
    assert Outgoing.objects.get().state == Outgoing.State.SENT


def sealers() -> list[tuple[int, bool]]:
    """Return (process, holds the lock) of the sealers at this database."""
    with connection.cursor() as cursor:
        cursor.execute(HOLDERS)
        return cursor.fetchall()


def test_of_two_sealers_one_holds_the_lock_until_it_leaves(house: str) -> None:
    given_town()
    stops = [threading.Event(), threading.Event()]
    first, second = (Colleague(lambda stop=stop: run_sealer(this_database(), stop)) for stop in stops)
    try:
        first.start()
        wait_for("the first sealer holding the lock", lambda: [one for one in sealers() if one[1]])
        second.start()
        wait_for("the second sealer", lambda: len(sealers()) == 2)
        given_lines(*range(1, 40))
        wait_for("the seal", lambda: not RecordLine.objects.filter(position=None).exists())
        assert sorted(holds for _, holds in sealers()) == [False, True]
        stops[0].set()
        first.done()
        wait_for("the second holding it", lambda: [holds for _, holds in sealers()] == [True])
    finally:
        for stop in stops:
            stop.set()
    second.done()
    assert first_broken_line() is None
