"""The sealer on either server: positions without a gap, a late commit never skipped, the chain whole."""

from __future__ import annotations

import threading

from django.db import connection, transaction
from tests.cast import MORNING, given_open_case, given_sent_reply, given_town
from tests.sealing import Colleague, seal

from presszero.ground.actors import SYSTEM
from presszero.ground.models import RecordLine
from presszero.ground.record import first_broken_line, read_after, record
from presszero.organisation.models import Team


def given_line() -> int:
    with transaction.atomic():
        return record("team.looked_at", about=Team.objects.get(name="Transit"), by=SYSTEM, at=MORNING).pk


def test_late_commit_is_not_skipped_by_a_reader_that_goes_on(house: str) -> None:
    given_town()
    seal()
    before = read_after(0)[-1].position if read_after(0) else 0
    wrote, may_commit = threading.Event(), threading.Event()

    def slow() -> int:
        with transaction.atomic():
            line = given_line()
            wrote.set()
            assert may_commit.wait(120)
        return line

    late = Colleague(slow)
    late.start()
    assert wrote.wait(120)
    quick_id = given_line()
    seal()
    seen = read_after(before or 0)
    assert [line.pk for line in seen] == [quick_id]
    may_commit.set()
    late_id = late.done().answer
    seal()
    assert late_id < quick_id, "the story needs an id that was given out first and committed last"
    assert [line.pk for line in read_after(seen[-1].position or 0)] == [late_id]
    assert first_broken_line() is None


def test_chain_of_real_acts_is_whole_and_a_changed_line_is_found(house: str) -> None:
    town = given_town()
    given_sent_reply(given_open_case(taken_by=town.tomas), by=town.tomas)
    sealed = seal()
    positions = RecordLine.objects.order_by("position").values_list("position", flat=True)
    assert list(positions) == list(range(1, sealed + 1))
    assert first_broken_line() is None
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ground_record SET at = at + interval '1 microsecond' WHERE position = 2")
    assert first_broken_line() == 2
