"""Promises seen together: who is told before one slips, a calendar, what each has promised, how many were kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from tests.cast import (
    LATER_THAT_DAY,
    MORNING,
    NEXT_DAY,
    NEXT_WEEK,
    PortLumen,
    given_open_case,
    given_town,
    recorded,
)

from presszero.cases.feeds import calendar_of_feed, close_feed, make_feed
from presszero.cases.history import history_of_case
from presszero.cases.jobs import look_at_promises
from presszero.cases.models import Case, News, Promise
from presszero.cases.phrases import load_words
from presszero.cases.promised import load_of, own_kept_promises, promises_between
from presszero.cases.promises import keep_promise, make_promise, move_promise
from presszero.ground.models import RecordLine
from presszero.organisation.hours import set_targets
from presszero.organisation.models import Worker
from presszero.organisation.queries import the_zone
from presszero.pure.errors import NotFoundHere
from presszero.wiring import tell_it_falls_due

pytestmark = pytest.mark.django_db


def given_promise(
    case: Case, owner: Worker, due_at: datetime = NEXT_DAY, what: str = "the timetable"
) -> Promise:
    return make_promise(
        case=case, what=what, owner_id=owner.pk, due_at=due_at, kind="act", made_in=None,
        by=owner.actor, at=MORNING,
    )  # fmt: skip


def given_case(town: PortLumen) -> Case:
    """A case whose own promise of an answer is out of the way."""
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    case.promises.all().delete()
    return case


def here(*workers: Worker) -> None:
    Worker.objects.update(presence="away")
    for worker in workers:
        Worker.objects.filter(pk=worker.pk).update(presence="here")
        worker.refresh_from_db()


def test_team_chooses_how_long_before_its_time_a_promise_is_called_to_mind() -> None:
    town = given_town()
    case = given_case(town)
    given_promise(case, town.tomas)
    set_targets(
        team_id=town.transit.pk, first_hours=8, next_hours=None, settle_hours=None, warn_before_hours=2,
        escalates=False, promise_warn_hours=12, by=town.noor.actor, at=MORNING,
    )  # fmt: skip
    assert look_at_promises(at=NEXT_DAY - timedelta(hours=12, seconds=1)) == 0
    assert look_at_promises(at=NEXT_DAY - timedelta(hours=12)) == 1


def test_owner_and_lead_are_told_before_it_slips_once() -> None:
    town = given_town()
    here(town.tomas, town.odile, town.noor)
    case = given_case(town)
    given_promise(case, town.odile)
    look_at_promises(at=NEXT_DAY - timedelta(hours=1))
    line = RecordLine.objects.get(kind="promise.falls_due")
    for _ in range(2):
        tell_it_falls_due(line)
    told = News.objects.filter(why=News.Why.PROMISE).values_list("worker_id", flat=True)
    assert sorted(told) == sorted([town.tomas.pk, town.odile.pk, town.noor.pk])


def test_promise_of_somebody_away_goes_to_the_lead_on_duty_and_the_history_says_so() -> None:
    town = given_town()
    here(town.tomas, town.noor)
    case = given_case(town)
    promise = given_promise(case, town.odile)
    look_at_promises(at=NEXT_DAY - timedelta(hours=1))
    promise.refresh_from_db()
    assert promise.owner == town.noor
    told = [one.words for one in history_of_case(case=case)]
    assert any(
        words.startswith("Odile Farrow is away: “the timetable”") and words.endswith("went to Noor Halvane.")
        for words in told
    )


def test_promise_stays_with_who_is_here_and_where_no_lead_is() -> None:
    town = given_town()
    here(town.odile)
    case = given_case(town)
    mine, other = given_promise(case, town.odile), given_promise(case, town.tomas)
    look_at_promises(at=NEXT_DAY - timedelta(hours=1))
    assert (Promise.objects.get(pk=mine.pk).owner, Promise.objects.get(pk=other.pk).owner) == (
        town.odile,
        town.tomas,
    )
    assert "promise.passed_on" not in recorded(case)


def test_calendar_shows_each_promise_at_the_time_that_holds() -> None:
    town = given_town()
    case = given_case(town)
    moved = given_promise(case, town.tomas)
    new = move_promise(
        promise_id=moved.pk,
        due_at=NEXT_DAY + timedelta(days=1),
        words="Later.",
        by=town.tomas.actor,
        at=MORNING,
    )
    kept = given_promise(case, town.odile)
    keep_promise(promise_id=kept.pk, words="", by=town.odile.actor, at=LATER_THAT_DAY)
    span = {"since": MORNING, "until": NEXT_WEEK}
    assert promises_between(**span, by=town.tomas.actor) == [kept, new]
    assert promises_between(**span, by=town.tomas.actor, owner_id=town.odile.pk) == [kept]
    assert promises_between(**span, by=town.tomas.actor, team_id=town.library.pk) == []
    assert promises_between(**span, by=town.ivo.actor) == []


def test_load_counts_what_is_owed_by_when() -> None:
    town = given_town()
    case = given_case(town)
    for hours in (1, 4, 30, 24 * 9):
        given_promise(case, town.odile, MORNING + timedelta(hours=hours))
    given_promise(given_case(town), town.tomas, NEXT_DAY).delete()
    loads = load_of([town.odile.pk, town.tomas.pk], at=LATER_THAT_DAY, zone=the_zone())
    odile = loads[town.odile.pk]
    assert (odile.overdue, odile.today, odile.week, odile.later, odile.all) == (1, 1, 1, 1, 4)
    assert load_words(odile) == "4 promised, 1 overdue, 1 today"
    assert load_words(loads[town.tomas.pk]) == "nothing promised"


def test_load_of_a_flood_is_counted_only_as_far_as_it_helps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("presszero.cases.promised.LOAD_AT_MOST", 3)
    town = given_town()
    case = given_case(town)
    for hours in (1, 2, 3, 4):
        given_promise(case, town.odile, MORNING + timedelta(hours=hours))
    load = load_of([town.odile.pk], at=MORNING + timedelta(hours=1, minutes=1), zone=the_zone())[
        town.odile.pk
    ]
    assert (load.all, load.is_more) == (3, True)
    assert load_words(load) == "3+ promised, 1 overdue, 2 today"


def test_load_stands_where_an_owner_is_chosen(at_the_desk: Callable[..., Client]) -> None:
    town = given_town()
    case = given_case(town)
    given_promise(case, town.odile, NEXT_WEEK)
    page = at_the_desk(town.tomas, script=False).get(f"/desk/cases/{case.pk}/").content.decode()
    assert "Odile Farrow (1 promised)" in page


def test_own_share_counts_in_time_late_broken_and_moved_honestly() -> None:
    town = given_town()
    case = given_case(town)
    by = town.tomas.actor
    in_time, late, slipped, moved, still_owed = (given_promise(case, town.tomas) for _ in range(5))
    keep_promise(promise_id=in_time.pk, words="", by=by, at=NEXT_DAY)
    keep_promise(promise_id=late.pk, words="", by=by, at=NEXT_DAY + timedelta(seconds=1))
    after = NEXT_DAY + timedelta(hours=1)
    move_promise(promise_id=slipped.pk, due_at=NEXT_WEEK, words="Later.", by=by, at=after)
    move_promise(promise_id=moved.pk, due_at=NEXT_WEEK, words="Later.", by=by, at=LATER_THAT_DAY)
    assert still_owed.state == "due"
    own = own_kept_promises(by=by, days=28, at=NEXT_DAY + timedelta(days=1))
    assert (own.kept, own.late, own.broken, own.moved, own.share) == (1, 1, 2, 1, 0.25)
    assert own_kept_promises(by=town.odile.actor, days=28, at=NEXT_WEEK).came == 0


@pytest.mark.parametrize("span", ["week", "month"])
def test_calendar_page_shows_the_promise_and_only_ones_own_share(
    span: str, at_the_desk: Callable[..., Client]
) -> None:
    town = given_town()
    case = given_case(town)
    given_promise(case, town.odile, what="the <b>timetable</b>")
    client = at_the_desk(town.tomas, script=False)
    page = client.get(f"/desk/promises/calendar/?span={span}&on=2025-07-14").content.decode()
    assert "the &lt;b&gt;timetable&lt;/b&gt;" in page
    assert "no promise of yours came due" in page
    assert (
        case.reference
        not in at_the_desk(town.ivo, script=False)
        .get("/desk/promises/calendar/?on=2025-07-14")
        .content.decode()
    )


@pytest.mark.parametrize("on", ["nonsense", "1700-01-01", "2025-13-01"])
def test_calendar_of_no_day_says_so(on: str, at_the_desk: Callable[..., Client]) -> None:
    town = given_town()
    assert at_the_desk(town.tomas, script=False).get(f"/desk/promises/calendar/?on={on}").status_code == 422


def test_feed_is_private_to_its_worker_and_names_no_customer(
    client: Client, at_the_desk: Callable[..., Client]
) -> None:
    town = given_town()
    case = given_case(town)
    given_promise(case, town.odile, NEXT_WEEK, what="the timetable; of\nbuses")
    given_promise(case, town.tomas, NEXT_WEEK, what="something of Tomas")
    page = at_the_desk(town.odile, script=False).post("/desk/promises/feed/").content.decode()
    address = page.partition('id="feed-address" value="')[2].partition('"')[0]
    file = client.get("/desk/" + address.partition("/desk/")[2])
    words = file.content.decode().replace("\r\n ", "")
    assert file["Content-Type"].startswith("text/calendar")
    assert f"SUMMARY:the timetable\\; of\\nbuses ({case.reference})" in words
    assert "Tomas" not in words
    assert "Maren" not in words


def test_new_address_closes_the_old_and_a_closed_one_opens_nothing() -> None:
    town = given_town()
    by, asked = town.odile.actor, {"at": MORNING, "host": "x.example", "name": "Mine", "address": ""}
    old = make_feed(by=by, at=MORNING)
    new = make_feed(by=by, at=MORNING)
    assert calendar_of_feed(token=new, **asked)[0] == town.odile
    with pytest.raises(NotFoundHere):
        calendar_of_feed(token=old, **asked)
    close_feed(by=by, at=MORNING)
    with pytest.raises(NotFoundHere):
        calendar_of_feed(token=new, **asked)


def test_feed_of_somebody_who_left_opens_nothing() -> None:
    town = given_town()
    token = make_feed(by=town.odile.actor, at=MORNING)
    Worker.objects.filter(pk=town.odile.pk).update(is_active=False)
    with pytest.raises(NotFoundHere):
        calendar_of_feed(token=token, at=MORNING, host="x.example", name="Mine", address="")
