"""Every clock tells whoever answers for its case, once; the history names whom it told, and claims nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tests.cast import MORNING, NEXT_DAY, given_open_case, given_town

from presszero.cases.clocks import look_at_clocks, set_clocks
from presszero.cases.history import history_of_case
from presszero.cases.jobs import look_at_promises
from presszero.cases.models import Case, Clock, News
from presszero.cases.promises import keep_promise, move_promise
from presszero.ground.actors import SYSTEM
from presszero.ground.models import RecordLine
from presszero.organisation.hours import set_targets
from presszero.organisation.models import Presence, Team, Worker
from presszero.wiring import CONSEQUENCES

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def given_clocks(
    team: Team, taken_by: Worker, *, promise_warn_hours: int = 2, escalates: bool = False
) -> tuple[Case, Clock, Clock]:
    """Return a case with the clocks of its first answer, 8 open hours, and of settling it, 40."""
    set_targets(
        team_id=team.pk,
        first_hours=8,
        next_hours=4,
        settle_hours=40,
        warn_before_hours=2,
        escalates=escalates,
        promise_warn_hours=promise_warn_hours,
        by=SYSTEM,
        at=MORNING,
    )
    case = given_open_case(asks=["refund"], taken_by=taken_by)
    set_clocks(case_id=case.pk, at=MORNING)
    return case, Clock.objects.get(case=case, kind="first"), Clock.objects.get(case=case, kind="settle")


def told(worker: Worker) -> list[str]:
    return list(News.objects.filter(worker=worker).order_by("id").values_list("why", flat=True))


def told_in_history(case: Case, words: str) -> list[str]:
    return [one.words for one in history_of_case(case=case) if words in one.words]


def after(moment: datetime | None) -> datetime:
    assert moment
    return moment + MINUTE


def test_answer_that_no_promise_calls_to_mind_is_told_by_its_clock() -> None:
    town = given_town()
    case, first, _settle = given_clocks(town.transit, town.tomas)
    move_promise(
        promise_id=case.promises.get().pk,
        due_at=NEXT_DAY + timedelta(days=9),
        words="The depot is closed.",
        by=town.tomas.actor,
        at=MORNING,
    )
    for _ in range(2):
        look_at_clocks(at=after(first.warn_at))
    assert told(town.tomas) == ["clock"]
    for _ in range(2):
        look_at_clocks(at=after(first.due_at))
    assert told(town.tomas) == ["clock", "ran_out"]
    assert told_in_history(case, "First answer") == [
        "“First answer” ran out. Tomas Vell was told.",
        "“First answer” runs out soon. Tomas Vell was told.",
    ]


def test_what_a_promise_calls_to_mind_is_told_once() -> None:
    town = given_town()
    case, first, _settle = given_clocks(town.transit, town.tomas)
    soon = after(first.warn_at)
    look_at_clocks(at=soon)
    look_at_promises(at=soon)
    let_follow("promise.falls_due")
    assert told_in_history(case, "runs out") == ["“First answer” runs out soon."]
    assert told(town.tomas) == ["promise"]
    late = after(first.due_at)
    look_at_clocks(at=late)
    look_at_promises(at=late)
    let_follow("promise.overdue")
    assert told(town.tomas) == ["promise", "late"]


def test_lead_to_whom_it_is_escalated_is_told_once() -> None:
    town = given_town()
    Worker.objects.filter(pk=town.tomas.pk).update(presence=Presence.AWAY)
    case, _first, settle = given_clocks(town.transit, town.tomas, escalates=True)
    case.promises.all().delete()
    Clock.objects.filter(case=case, kind="first").delete()
    Clock.objects.filter(pk=settle.pk).update(warned_at=MORNING)
    look_at_clocks(at=after(settle.due_at))
    assert (told(town.tomas), told(town.noor)) == (["ran_out"], ["escalated"])


def let_follow(kind: str) -> None:
    line = RecordLine.objects.filter(kind=kind).latest("id")
    for consequence in CONSEQUENCES[kind]:
        if consequence.__name__.startswith("tell_"):
            consequence(line)


def test_promise_that_nobody_is_reminded_of_leaves_it_to_the_clock() -> None:
    town = given_town()
    _case, first, _settle = given_clocks(town.transit, town.tomas, promise_warn_hours=0)
    look_at_clocks(at=after(first.warn_at))
    assert told(town.tomas) == ["clock"]


def test_settling_is_told_and_the_lead_hears_of_it_while_the_owner_is_away() -> None:
    town = given_town()
    Worker.objects.filter(pk=town.tomas.pk).update(presence=Presence.AWAY)
    case, _first, settle = given_clocks(town.transit, town.tomas)
    Clock.objects.filter(case=case, kind="first").delete()
    look_at_clocks(at=after(settle.warn_at))
    assert (told(town.tomas), told(town.noor), told(town.ivo)) == (["clock"], ["clock"], [])
    [words] = told_in_history(case, "Settled")
    assert words.endswith("were told.") and "Noor Halvane" in words


def test_line_of_a_promise_that_is_read_twice_tells_nobody_twice() -> None:
    town = given_town()
    case, first, _settle = given_clocks(town.transit, town.tomas)
    look_at_promises(at=after(first.due_at))
    for _ in range(2):
        let_follow("promise.overdue")
    assert told(town.tomas) == ["late"]
    assert RecordLine.objects.filter(case_id=case.pk, kind="promise.told").count() == 1


def test_promise_kept_before_its_line_was_read_is_told_to_nobody() -> None:
    town = given_town()
    case, first, _settle = given_clocks(town.transit, town.tomas)
    look_at_promises(at=after(first.due_at))
    by, at = town.tomas.actor, after(first.due_at)
    keep_promise(promise_id=case.promises.get().pk, words="", by=by, at=at)
    let_follow("promise.overdue")
    assert told(town.tomas) == []


def test_lead_hears_of_a_clock_whose_owner_answers_its_cases_no_more() -> None:
    town = given_town()
    case, _first, settle = given_clocks(town.transit, town.tomas)
    Clock.objects.filter(case=case, kind="first").delete()
    town.tomas.memberships.all().delete()
    look_at_clocks(at=after(settle.warn_at))
    assert told(town.noor) == ["clock"]
