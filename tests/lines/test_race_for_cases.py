"""Many people press at once, and machines give out beside them: each case has one owner, and nobody is stuck."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from tests.cast import MORNING, PortLumen, given_town

from presszero.cases.actions import hand_over, open_case, take_case
from presszero.cases.models import Case
from presszero.customers.models import Customer
from presszero.ground.models import RecordLine
from presszero.lines.actions import join_line, leave_line
from presszero.lines.models import Line, Waiting
from presszero.lines.turns import NothingWaits, give_turns, take_next
from presszero.organisation.models import Membership, Team, Worker
from presszero.pure.errors import PressZeroError

pytestmark = pytest.mark.django_db(transaction=True)


def given_waiting(town: PortLumen, count: int) -> list[int]:
    customer = Customer.objects.create(name="Maren Oduya", since=MORNING)
    ids = []
    for n in range(count):
        at = MORNING + timedelta(seconds=n)
        case = open_case(
            customer=customer, team=town.transit, topic=None, topic_words=(), title="x", language="en", at=at
        )
        from presszero.ground.actors import SYSTEM

        join_line(case=case, by=SYSTEM, at=at)
        ids.append(case.pk)
    return ids


def given_agents(town: PortLumen, count: int) -> list[Worker]:
    people = [
        Worker.objects.create_user(
            f"agent-{n}@x.example", name=f"Agent {n}", presence="here", joined_at=MORNING
        )
        for n in range(count)
    ]
    for one in people:
        Membership.objects.create(team=town.transit, worker=one)
    return people


def all_at_once(acts: list[Callable[[], None]]) -> list[BaseException]:
    """Run each in a thread of its own with a connection of its own; return what went wrong."""
    wrong: list[BaseException] = []
    together = threading.Barrier(len(acts))

    def run(act: Callable[[], None]) -> None:
        try:
            together.wait(60)
            act()
        except BaseException as error:
            wrong.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,), daemon=True) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    assert not any(thread.is_alive() for thread in threads), "somebody is stuck"
    return wrong


def take_all(by: Worker) -> Callable[[], None]:
    def act() -> None:
        while True:
            try:
                take_next(by=by.actor, at=MORNING + timedelta(hours=1))
            except NothingWaits:
                if not Waiting.objects.exists():
                    return
            finally:
                connections.close_all()  # back to the pool, as after each request

    return act


def race(agents: int, cases: int) -> None:
    town, before = given_town(), _deadlocks()
    ids = given_waiting(town, cases)
    people = given_agents(town, agents)
    assert all_at_once([take_all(one) for one in people]) == []
    taken = Counter(RecordLine.objects.filter(kind="case.taken").values_list("case_id", flat=True))
    assert taken == Counter(ids)
    owners = {line.case_id: line.actor_id for line in RecordLine.objects.filter(kind="case.taken")}
    assert dict(Case.objects.filter(pk__in=ids).values_list("id", "owner_id")) == owners
    assert _deadlocks() == before


def _deadlocks() -> int:
    """Return how many deadlocks this database has had, in other tests too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


def test_eight_agents_race_for_forty_cases_and_each_case_has_one_owner() -> None:
    race(agents=8, cases=40)


@pytest.mark.long
def test_fifty_agents_race_for_a_thousand_cases_and_each_case_has_one_owner() -> None:
    race(agents=50, cases=1000)


def test_machines_give_out_while_people_take_hand_over_and_leave_and_nobody_is_stuck() -> None:
    town, before = given_town(), _deadlocks()
    Team.objects.filter(pk=town.transit.pk).update(gives_turns=True, open_limit=99)
    ids = given_waiting(town, 40)
    people = given_agents(town, 3)
    line_id = Line.objects.get(team=town.transit).pk
    at = MORNING + timedelta(hours=1)

    def give() -> None:
        while Waiting.objects.exists():
            give_turns(line_id=line_id, at=at)

    def meddle(by: Worker, to: Worker) -> Callable[[], None]:
        def act() -> None:
            for case_id in ids:
                try:
                    take_case(case_id=case_id, by=by.actor, at=at)
                    hand_over(case_id=case_id, to=to.pk, words="See the photo.", by=by.actor, at=at)
                    leave_line(case=Case.objects.get(pk=case_id), by=by.actor, at=at)
                except PressZeroError as error:
                    raise AssertionError(error) from None

        return act

    wrong = all_at_once([give, give, take_all(people[0]), meddle(people[1], people[2])])
    assert wrong == []
    assert not Waiting.objects.exists()
    assert all(Case.objects.filter(pk__in=ids).values_list("taken_at", flat=True))
    assert _deadlocks() == before


def test_case_that_somebody_holds_just_now_is_passed_over_for_the_one_behind_it() -> None:
    town = given_town()
    held, behind = given_waiting(town, 2)
    holds, may_go = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Case.objects.select_for_update().get(pk=held)
            holds.set()
            may_go.wait(60)

    def take() -> None:
        holds.wait(60)
        try:
            assert take_next(by=town.tomas.actor, at=MORNING).pk == behind
        finally:
            may_go.set()

    assert all_at_once([hold, take]) == []
