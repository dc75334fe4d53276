"""What somebody had in a team goes back to it once they answer its cases no more; nobody counts what they cannot see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from tests.cast import (
    LATER_THAT_DAY,
    MORNING,
    NEXT_DAY,
    PortLumen,
    given_open_case,
    given_sent_reply,
    given_town,
    recorded,
)

from presszero.cases.actions import close_case, reopen_case
from presszero.cases.history import history_of_case
from presszero.cases.models import Case, News, Promise
from presszero.cases.promises import make_promise, pass_on_promise
from presszero.cases.snoozing import snooze_case
from presszero.desk.more_shape import news_words
from presszero.ground.actors import SYSTEM
from presszero.ground.models import RecordLine
from presszero.inbox.days import my_day
from presszero.inbox.lists import inbox_page
from presszero.lines.models import Waiting
from presszero.organisation.inviting import PersonFacts, change_person, set_access
from presszero.organisation.models import Membership, Role, Worker
from presszero.pure.errors import BadInput
from presszero.wiring import CONSEQUENCES

pytestmark = pytest.mark.django_db
Leave = Callable[[PortLumen], object]


def facts_of(worker: Worker, **more: object) -> PersonFacts:
    memberships = list(worker.memberships.all())
    facts = PersonFacts(
        name=worker.name,
        role=worker.role,
        teams=[one.team_id for one in memberships],
        leads=[one.team_id for one in memberships if one.leads],
    )
    return replace(facts, **more)  # type: ignore[arg-type]


def changed(worker: Worker, by: Worker, **more: object) -> Worker:
    return change_person(worker_id=worker.pk, facts=facts_of(worker, **more), by=by.actor, at=LATER_THAT_DAY)


def leaves_the_team(town: PortLumen) -> object:
    return changed(town.tomas, town.noor, teams=[town.library.pk])


def answers_no_more(town: PortLumen) -> object:
    return changed(town.tomas, town.noor, role="planner")


def is_gone(town: PortLumen) -> object:
    return set_access(worker_id=town.tomas.pk, is_open=False, by=town.noor.actor, at=LATER_THAT_DAY)


WAYS = [leaves_the_team, answers_no_more, is_gone]


def follow_up() -> None:
    """Let follow whatever follows from the last line of a colleague's change, twice as it may."""
    line = RecordLine.objects.filter(kind__in=("worker.changed", "access.ended", "case.reopened")).latest(
        "id"
    )
    for _ in range(2):
        for consequence in CONSEQUENCES[line.kind]:
            if consequence.__name__.startswith("return_"):
                consequence(line)


@pytest.mark.parametrize("leave", WAYS)
def test_case_of_who_left_waits_in_its_line_and_the_lead_answers_for_it_and_is_told(leave: Leave) -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    Waiting.objects.filter(case=case).delete()
    leave(town)
    follow_up()
    case = Case.objects.get(pk=case.pk)
    assert (case.owner, case.owner_why, case.taken_at) == (town.noor, "left", None)
    assert Waiting.objects.filter(case=case).count() == 1
    assert case.promises.get().owner == town.noor
    assert recorded(case).count("case.returned") == 1
    [told] = News.objects.filter(worker=town.noor, case=case)
    assert news_words(told) == (
        f"Who had {case.reference} answers your team’s cases no more; "
        "you answer for it until somebody takes it."
    )
    assert (
        "Tomas Vell answers cases of this team no more; the case went back to the team, "
        "and Noor Halvane answers for it."
    ) in [one.words for one in history_of_case(case=case)]


def test_what_waits_for_the_customer_or_sleeps_goes_back_without_a_place_in_the_line() -> None:
    town = given_town()
    waiting = given_open_case(asks=["refund"], taken_by=town.tomas)
    given_sent_reply(waiting, by=town.tomas)
    asleep = given_open_case(asks=["timetable"], taken_by=town.tomas)
    snooze_case(case_id=asleep.pk, until=LATER_THAT_DAY, why="", by=town.tomas.actor, at=MORNING)
    Waiting.objects.all().delete()
    leaves_the_team(town)
    follow_up()
    assert set(Case.objects.values_list("owner", "taken_at")) == {(town.noor.pk, None)}
    assert not Waiting.objects.exists()


def test_case_that_comes_back_after_its_owner_left_comes_back_to_the_team() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    given_sent_reply(case, by=town.tomas)
    close_case(case_id=case.pk, outcome="settled", words="", by=town.tomas.actor, at=LATER_THAT_DAY)
    leaves_the_team(town)
    follow_up()
    assert Case.objects.get(pk=case.pk).owner == town.tomas, "what is closed stays on the record"
    reopen_case(case=Case.objects.get(pk=case.pk), why="wrote-back", by=SYSTEM, at=NEXT_DAY, due_at=NEXT_DAY)
    follow_up()
    assert Case.objects.get(pk=case.pk).owner == town.noor
    assert Waiting.objects.filter(case=case).exists()


def test_who_still_answers_keeps_what_is_theirs() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    changed(town.tomas, town.noor, teams=[town.transit.pk, town.library.pk])
    follow_up()
    assert Case.objects.get(pk=case.pk).owner == town.tomas
    assert "case.returned" not in recorded(case)


def test_nobody_lists_or_counts_what_they_cannot_see_not_even_at_once() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    away = given_open_case(asks=["timetable"], taken_by=town.tomas)
    snooze_case(case_id=away.pk, until=LATER_THAT_DAY, why="", by=town.tomas.actor, at=MORNING)
    other = given_open_case(
        asks=["library book"], address="ida@lakemail.example", to="library@portlumen.example"
    )
    Membership.objects.create(team=town.library, worker=town.tomas)
    Case.objects.filter(pk=other.pk).update(owner=town.tomas, taken_at=MORNING, answer_due_at=None)
    before = inbox_page(by=town.tomas.actor, view="mine")
    assert ([one.pk for one in before.cases], before.counts["mine"]) == ([case.pk, other.pk], 2)
    owed = before.counts["promises"]
    Membership.objects.filter(worker=town.tomas, team=town.transit).delete()
    after = inbox_page(by=town.tomas.actor, view="mine")
    assert ([one.pk for one in after.cases], after.counts["mine"]) == ([other.pk], 1)
    assert (after.counts["snoozed"], inbox_page(by=town.tomas.actor, view="snoozed").cases) == (0, [])
    theirs = Promise.objects.filter(owner=town.tomas, case__team=town.library).count()
    assert owed > after.counts["promises"] == theirs
    day = my_day(by=town.tomas.actor, at=MORNING)
    assert (day.open, day.promises_today) == (1, theirs)


@pytest.mark.parametrize("due", [MORNING, None])
def test_what_one_cannot_see_takes_no_place_on_a_page(
    due: datetime | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("presszero.inbox.lists.PAGE_ROWS", 1)
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    other = given_open_case(
        asks=["library book"], address="ida@lakemail.example", to="library@portlumen.example"
    )
    Membership.objects.create(team=town.library, worker=town.tomas)
    Case.objects.filter(pk__in=[case.pk, other.pk]).update(
        owner=town.tomas, taken_at=MORNING, answer_due_at=due
    )
    Membership.objects.filter(worker=town.tomas, team=town.transit).delete()
    page = inbox_page(by=town.tomas.actor, view="mine")
    assert ([one.pk for one in page.cases], page.next_after) == ([other.pk], "")


@pytest.mark.parametrize("leave", WAYS)
def test_promise_of_who_left_goes_to_the_lead_when_it_falls_due(leave: Leave) -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.noor)
    promise = make_promise(
        case=case,
        what="A call.",
        owner_id=town.tomas.pk,
        due_at=NEXT_DAY,
        kind=Promise.Kind.ACT,
        made_in=None,
        by=town.noor.actor,
        at=MORNING,
    )
    Worker.objects.update(presence="here")
    assert pass_on_promise(promise_id=promise.pk, at=LATER_THAT_DAY) is None
    leave(town)
    Worker.objects.filter(pk=town.noor.pk).update(presence="away")
    assert pass_on_promise(promise_id=promise.pk, at=LATER_THAT_DAY) == town.noor


def test_leading_ends_with_the_role_and_what_waited_for_them_goes_to_who_leads_now() -> None:
    town = given_town()
    changed(town.odile, town.piet, role="lead", leads=[town.transit.pk])
    waits = given_open_case(asks=["refund"])
    assert Case.objects.get(pk=waits.pk).owner == town.noor
    own = given_open_case(asks=["timetable"], taken_by=town.noor)
    since = Waiting.objects.get(case=waits).since
    changed(town.noor, town.piet, role="agent")
    membership = Membership.objects.get(worker=town.noor, team=town.transit)
    assert not membership.leads, "what their page shows is what is true"
    follow_up()
    assert Case.objects.get(pk=waits.pk).owner == town.odile
    assert Waiting.objects.get(case=waits).since == since, "it keeps its place"
    assert Case.objects.get(pk=own.pk).owner == town.noor, "what they took themselves stays theirs"


def test_last_lead_of_a_team_keeps_the_role() -> None:
    town = given_town()
    with pytest.raises(BadInput, match="Nobody else leads Transit"):
        changed(town.noor, town.piet, role="agent")
    town.noor.refresh_from_db()
    assert (town.noor.role, town.noor.memberships.get().leads) == (Role.LEAD, True)


def test_who_leads_nothing_is_named_a_lead_with_the_role_alone() -> None:
    town = given_town()
    with pytest.raises(BadInput, match="Only the role Team lead leads teams"):
        changed(town.tomas, town.piet, leads=[town.transit.pk])
    assert not Membership.objects.filter(worker=town.tomas, leads=True).exists()
