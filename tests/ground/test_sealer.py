"""The sealer: gap-free positions over committed lines, an unbroken chain, nobody's line skipped."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import psycopg
import pytest
from django.db import connection, transaction
from tests.cast import MORNING, given_town
from tests.sealing import Colleague, seal, this_database
from tests.waiting import wait_for

from presszero.ground.actors import SYSTEM
from presszero.ground.models import RecordLine
from presszero.ground.record import CHANNEL, first_broken_line, read_after, record
from presszero.ground.sealer import BATCH_LINES, run_sealer
from presszero.organisation.models import Team

pytestmark = pytest.mark.django_db(transaction=True)

SEALER = """
import sys, threading, django
django.setup()
from presszero.ground.sealer import run_sealer
run_sealer(sys.argv[1], threading.Event())
"""


def given_lines(count: int) -> list[int]:
    """Commit some lines and return their ids."""
    team = Team.objects.get(name="Transit")
    with transaction.atomic():
        return [record("team.looked_at", about=team, by=SYSTEM, at=MORNING, turn=n).pk for n in range(count)]


def given_many_lines(count: int) -> None:
    given_lines(1)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ground_record (kind, about_kind, about_id, actor_kind, at, facts)"
            " SELECT kind, about_kind, about_id, actor_kind, at, facts"
            " FROM (SELECT * FROM ground_record ORDER BY id DESC LIMIT 1) AS one, generate_series(2, %s)",
            [count],
        )


def positions() -> list[int | None]:
    return list(RecordLine.objects.order_by("position").values_list("position", flat=True))


def all_sealed() -> bool:
    return not RecordLine.objects.filter(position=None).exists()


def test_lines_get_positions_without_a_gap_and_a_chain_that_holds() -> None:
    given_town()
    given_many_lines(BATCH_LINES + 7)
    assert seal() == BATCH_LINES + 7
    assert positions() == list(range(1, BATCH_LINES + 8))
    assert first_broken_line() is None
    assert seal() == 0


def test_ids_that_were_given_up_leave_no_gap_in_the_positions() -> None:
    given_town()
    given_lines(1)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("team.looked_at", about=Team.objects.get(name="Transit"), by=SYSTEM, at=MORNING)
        raise ZeroDivisionError
    given_lines(1)
    seal()
    first, second = RecordLine.objects.order_by("id")
    assert second.pk - first.pk == 2
    assert positions() == [1, 2]


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE ground_record SET facts = '{\"turn\": 9}' WHERE position = 2",
        "UPDATE ground_record SET actor_kind = 'worker' WHERE position = 2",
        "UPDATE ground_record SET at = at + interval '1 microsecond' WHERE position = 2",
        "UPDATE ground_record SET hash = sha256('x') WHERE position = 2",
        "DELETE FROM ground_record WHERE position = 2",
    ],
)
def test_tampered_line_is_found_by_its_place(tampering: str) -> None:
    given_town()
    given_lines(4)
    seal()
    with connection.cursor() as cursor:
        cursor.execute(tampering)
    assert first_broken_line() == 2


def test_two_lines_that_changed_places_are_found() -> None:
    given_town()
    given_lines(4)
    seal()
    for old, new in ((2, 9), (3, 2), (9, 3)):
        RecordLine.objects.filter(position=old).update(position=new)
    assert first_broken_line() == 2


def test_late_commit_is_skipped_by_id_and_never_by_position() -> None:
    given_town()
    team = Team.objects.get(name="Transit")
    wrote, may_commit = threading.Event(), threading.Event()

    def slow() -> int:
        with transaction.atomic():
            line = record("team.slow", about=team, by=SYSTEM, at=MORNING)
            wrote.set()
            assert may_commit.wait(120)
        return line.pk

    late = Colleague(slow)
    late.start()
    assert wrote.wait(120)
    (quick_id,) = given_lines(1)
    seal()
    seen = read_after(0)
    seen_by_id = list(RecordLine.objects.order_by("id").values_list("id", flat=True))
    assert [line.pk for line in seen] == seen_by_id == [quick_id]

    may_commit.set()
    late_id = late.done().answer
    seal()
    # The reason for positions: the id was given out before the commit, so the late line lies behind this reader.
    assert late_id < quick_id
    assert list(RecordLine.objects.filter(id__gt=seen_by_id[-1])) == []
    assert [line.pk for line in read_after(seen[-1].position or 0)] == [late_id]
    assert first_broken_line() is None


def test_listeners_are_woken_after_the_seal() -> None:
    given_town()
    with psycopg.connect(this_database(), autocommit=True) as listening:
        listening.execute(f"LISTEN {CHANNEL}")
        given_lines(1)
        seal()
        assert [woken.channel for woken in listening.notifies(timeout=120, stop_after=1)] == [CHANNEL]


def sealers() -> list[tuple[int, bool]]:
    """Return (process, holds the lock) of the sealers connected to this test's database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.pid, coalesce(bool_or(l.granted), false) FROM pg_stat_activity AS a"
            " LEFT JOIN pg_locks AS l ON l.pid = a.pid AND l.locktype = 'advisory'"
            " WHERE a.datname = current_database() AND a.application_name = 'presszero-sealer' GROUP BY a.pid"
        )
        return cursor.fetchall()


def test_of_two_sealers_one_seals_and_the_other_follows_it() -> None:
    given_town()
    stops = [threading.Event(), threading.Event()]
    first, second = (Colleague(lambda stop=stop: run_sealer(this_database(), stop)) for stop in stops)
    try:
        first.start()
        wait_for("the first sealer holding the lock", lambda: [one for one in sealers() if one[1]])
        holder = sealers()[0][0]
        second.start()
        wait_for("the second sealer", lambda: len(sealers()) == 2)
        given_many_lines(500)
        wait_for("the seal", all_sealed)
        assert [pid for pid, holds in sealers() if holds] == [holder]

        stops[0].set()
        first.done()
        given_lines(3)
        wait_for("the second sealer's seal", all_sealed)
    finally:
        for stop in stops:
            stop.set()
    second.done()
    assert positions() == list(range(1, 504))
    assert first_broken_line() is None


def test_sealer_killed_mid_way_leaves_the_chain_whole() -> None:
    given_town()
    given_many_lines(50)
    seal()
    given_many_lines(50)
    victim = RecordLine.objects.filter(position=None).order_by("id")[20]
    with psycopg.connect(this_database()) as holding:
        holding.execute("SELECT 1 FROM ground_record WHERE id = %s FOR UPDATE", (victim.pk,))
        process = subprocess.Popen([sys.executable, "-c", SEALER, this_database()], env=os.environ)
        try:
            wait_for("the sealer standing in the middle of its batch", lambda: sealers() and _blocked())
        finally:
            process.kill()
            process.wait(120)
        holding.rollback()
    wait_for("the server noticing that the sealer died", lambda: not sealers())
    assert first_broken_line() is None
    assert len(read_after(0)) == 50
    given_lines(2)
    assert seal() == 52
    assert positions() == list(range(1, 103))
    assert first_broken_line() is None


def _blocked() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
            " AND application_name = 'presszero-sealer' AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone() is not None
